/**
 * A process that bills a month, for tests that kill it: `node billing-process.ts SETTINGS INSTANT MONTH`, with the settings as JSON. Its
 * clock goes on by a millisecond a bill and stands still between, so that what it writes does not depend on when it lived. It
 * says `composed` before each commit, `committed` after each batch, and at the end how many bills it issued.
 */
import { systemActor } from '../../audit/index.ts'
import { readConfig } from '../../config.ts'
import { openDatabase } from '../../db/database.ts'
import { openPortal } from '../../portal.ts'
import { createLog } from '../../web/log.ts'
import { billPeriod } from '../run/issue-run.ts'
import { runById } from '../run/runs.ts'
import { month } from './open-books.ts'
import { withoutChores } from './without-chores.ts'

const [settings = '{}', instant = '0', name = ''] = process.argv.slice(2)
const read = readConfig(JSON.parse(settings), { developmentKey: () => 'the key of tests which is long enough' })
if (!read.success) throw new Error(read.faults.join('\n'))
const { config } = read
const database = await openDatabase(config.databaseUrl, {
  onError(error) {
    throw error
  },
})
const say = (line: string) => process.stdout.write(`${line}\n`)
let bills = 0
const { parts, close } = await openPortal({
  ...{ config, database, features: withoutChores, log: createLog('silent'), print: say },
  clock: { now: () => Number(instant) + bills },
})
const run = await runById(parts.db, 1)
bills = run?.bills ?? 0
const change: typeof parts.change = (step) =>
  parts.change(async (trx, commit) => {
    const answer = await step(trx, commit)
    say('composed')
    return answer
  })
const billed = await billPeriod(
  { ...parts, change, by: systemActor },
  { period: month(name), group: 'all' },
  {
    onProgress(progress) {
      bills = progress.bills
      say('committed')
    },
  },
)
say(billed.success ? `${billed.issued} issued` : billed.reason)
await close()
