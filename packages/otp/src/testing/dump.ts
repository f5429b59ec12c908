import type { Row, Store, Value } from '../store.ts'

/** The engine's tables, each with its key. */
const TABLES = {
  otp: 'id',
  contact_budget: 'contact',
  global_budget: 'shard',
  lease: 'id',
  device: 'id',
  rate_limit: 'subject',
  otp_installation: 'id',
}

/** All that the engine's tables hold, in the order of their keys. */
export async function dump(store: Store): Promise<Record<string, Row[]>> {
  const rows: Record<string, Row[]> = {}
  for (const [table, key] of Object.entries(TABLES)) {
    rows[table] = [...(await store.all(`SELECT * FROM ${table} ORDER BY ${key}`))].map((row) => ({ ...row }))
  }
  return rows
}

/** Every value of the tables as somebody who steals them could read it: as text, and bytes in hexadecimal and as text. */
export async function dumpedTexts(store: Store): Promise<string[]> {
  const rows = Object.values(await dump(store)).flat()
  return rows.flatMap((row) => Object.values(row)).flatMap(textsOf)
}

function textsOf(value: Value): string[] {
  if (!(value instanceof Uint8Array)) return [String(value)]
  const bytes = Buffer.from(value)
  return [bytes.toString('hex'), bytes.toString('latin1'), bytes.toString('base64url')]
}
