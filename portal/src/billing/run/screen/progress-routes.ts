import { setTimeout as pause } from 'node:timers/promises'
import { Hono } from 'hono'
import { streamSSE } from 'hono/streaming'
import { paths } from '../../../paths.ts'
import type { ForStaff } from '../../../web/identity.ts'
import type { Parts } from '../../../web/parts.ts'
import { requireRole } from '../../../web/permissions.ts'
import { percentOf, workOf } from '../run-progress.ts'
import { runById } from '../runs.ts'
import { findRun } from './find-run.ts'
import { progressWords } from './run-words.ts'

const LOOK_EVERY_MS = 500
/** A run of half a million bills takes minutes; a browser asks again when its line is cut. */
const LONGEST_MS = 10 * 60_000
/** How soon a browser asks again, milliseconds. */
const RETRY_MS = 3_000

/** Tells the page of a run how it goes on, as it happens (server-sent events); 204 where nothing goes on. */
export const progressRoutes = (parts: Parts) =>
  new Hono<ForStaff>().get(paths.admin.runProgress(':id'), requireRole('bills.read'), findRun(parts), (c) => {
    const { run: found, staff, view } = c.var
    const place = workOf(found) && parts.streams.enter(`staff ${staff.sessionId}`)
    if (!place) return c.body(null, 204)
    const until = parts.clock.now() + LONGEST_MS
    const response = streamSSE(c, async (stream) => {
      const left = new AbortController()
      stream.onAbort(() => left.abort())
      const ended = AbortSignal.any([place.ended, left.signal])
      try {
        let told = ''
        while (!ended.aborted && parts.clock.now() < until) {
          const run = await runById(parts.db, found.id)
          if (!run || !workOf(run)) {
            await stream.writeSSE({ event: 'end', data: '' })
            return
          }
          const percent = await percentOf(parts, run)
          const data = JSON.stringify({ percent, words: progressWords(view, run, percent) })
          if (data === told) await stream.write(': beat\n\n')
          else await stream.writeSSE({ event: 'progress', data, retry: RETRY_MS })
          told = data
          await pause(LOOK_EVERY_MS, undefined, { signal: ended }).catch(() => {}) // the end is seen above
        }
      } catch (error) {
        parts.log.error({ err: error }, 'telling of a run failed')
      } finally {
        place.leave()
      }
    })
    response.headers.set('Cache-Control', 'no-store')
    // For nginx, which would gather what is to be told at once.
    response.headers.set('X-Accel-Buffering', 'no')
    return response
  })
