import type { OtpEngine } from '../api.ts'
import type { Courier } from '../courier.ts'
import type { Store } from '../store.ts'

/** Things that happen all at once. */
export type Barrage =
  | { readonly kind: 'guesses'; readonly flow: string; readonly codes: readonly string[] }
  | { readonly kind: 'requests'; readonly contact: string; readonly times: number }
  | { readonly kind: 'resends'; readonly flow: string; readonly times: number }
  | { readonly kind: 'passes'; readonly flow: string; readonly pass: string; readonly times: number }

/** Fires a barrage and gives the outcome of each shot: `success`, `held`, or the reason of a refusal. */
export type Fire = (barrage: Barrage) => Promise<string[]>

type Shot = (engine: OtpEngine) => Promise<string>

/** Fires from this process. */
export const fireAt =
  (engine: OtpEngine): Fire =>
  (barrage) =>
    Promise.all(shotsOf(barrage).map((shot) => shot(engine)))

function shotsOf(barrage: Barrage): Shot[] {
  switch (barrage.kind) {
    case 'guesses':
      return barrage.codes.map((code) => (engine) => guess(engine, barrage.flow, code))
    case 'requests':
      return times(barrage.times, (engine) => request(engine, barrage.contact))
    case 'resends':
      return times(barrage.times, (engine) => engine.resend({ flow: barrage.flow }).then(outcomeOf))
    case 'passes':
      return times(barrage.times, (engine) => engine.resend({ flow: barrage.flow, pass: barrage.pass }).then(outcomeOf))
  }
}

const times = (count: number, shot: Shot): Shot[] => Array.from({ length: count }, () => shot)

const outcomeOf = (result: { success: true } | { success: false; reason: string }): string =>
  result.success ? 'success' : result.reason

async function request(engine: OtpEngine, contact: string): Promise<string> {
  const requested = await engine.request({ channel: 'email', contact })
  return requested.success && requested.held ? 'held' : outcomeOf(requested)
}

/** A right guess opens a session in its commit. */
async function guess(engine: OtpEngine, flow: string, code: string): Promise<string> {
  const result = await engine.verify(
    { flow, code },
    { inSameCommit: (trx, { otp }) => trx.run('INSERT INTO opened_session (otp) VALUES ($1)', [otp]) },
  )
  return outcomeOf(result)
}

/** Puts orders and sessions where every process sees them. */
export async function makeSightTables(store: Store): Promise<void> {
  const id = store.dialect === 'sqlite' ? 'INTEGER' : 'bigint'
  await store.write((trx) => trx.run(`CREATE TABLE IF NOT EXISTS opened_session (otp ${id} NOT NULL)`))
  await store.write((trx) =>
    trx.run('CREATE TABLE IF NOT EXISTS sent_order (reference text NOT NULL, address text NOT NULL)'),
  )
  await store.write((trx) => trx.run('DELETE FROM opened_session'))
  await store.write((trx) => trx.run('DELETE FROM sent_order'))
}

/** A courier whose outbox is a table. */
export const tableCourier: Courier = {
  enqueue(trx, { reference, address }) {
    void trx.run('INSERT INTO sent_order (reference, address) VALUES ($1, $2)', [reference, address])
  },
}

/** Halves a barrage between two processes. */
export function halved(barrage: Barrage): [Barrage, Barrage] {
  if (barrage.kind === 'guesses') {
    const { codes } = barrage
    return [
      { ...barrage, codes: codes.filter((_, at) => at % 2 === 0) },
      { ...barrage, codes: codes.filter((_, at) => at % 2 === 1) },
    ]
  }
  const half = Math.floor(barrage.times / 2)
  return [
    { ...barrage, times: half },
    { ...barrage, times: barrage.times - half },
  ]
}
