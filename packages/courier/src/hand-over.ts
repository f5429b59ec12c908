import type { Clock } from './clock.ts'
import type { Job, Rendered } from './message.ts'
import type { Accepted, Sender } from './sender.ts'
import { SendError } from './sender.ts'

export interface HandOver {
  readonly clock: Clock
  readonly sender: Sender
  readonly rendered: Rendered
  readonly job: Job
  /** How long it may take. */
  readonly withinMs: number
  /** Aborted when the courier stops. */
  readonly stopping: AbortSignal
}

/**
 * Hands one message to one sender. Waits no longer than is bearable, also for a sender that does not listen to its signal.
 * @throws what the sender throws, or SendError `temporary`
 */
export async function handOver({ clock, sender, rendered, job, withinMs, stopping }: HandOver): Promise<Accepted> {
  const { id, kind, channel, address: to, locale, notAfter } = job
  const ended = new AbortController()
  const { promise: gaveUp, reject } = Promise.withResolvers<never>()
  const giveUp = (detail: string) => {
    const error = new SendError('temporary', detail)
    ended.abort(error)
    reject(error)
  }
  const stop = () => giveUp('stopped before the sender answered')
  const timer = setTimeout(() => giveUp(`no answer within ${withinMs} ms`), withinMs)
  stopping.addEventListener('abort', stop)
  try {
    const envelope = { id, kind, channel, to, locale, at: clock.now(), notAfter }
    return await Promise.race([sender.send(rendered, envelope, ended.signal), gaveUp])
  } finally {
    clearTimeout(timer)
    stopping.removeEventListener('abort', stop)
  }
}
