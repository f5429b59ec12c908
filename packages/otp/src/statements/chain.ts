/** The chain of a contact's flows: its budget names the newest, and each flow names the one before. */
import type { Reply, Row, Step, Value } from '../store.ts'
import type { OtpRow } from '../tables.ts'
import { rowsOf } from './reading.ts'

const MOST = 20

const CHAIN = `WITH RECURSIVE chain (id, previous_otp, steps) AS (
    SELECT o.id, o.previous_otp, 1 FROM contact_budget b JOIN otp o ON o.id = b.newest_otp WHERE b.contact = $1
    UNION ALL SELECT o.id, o.previous_otp, chain.steps + 1 FROM otp o JOIN chain ON o.id = chain.previous_otp
    WHERE chain.steps < ${MOST})
  SELECT o.created_at, o.channel, o.purpose, o.lane, o.state, o.is_verified FROM chain JOIN otp o ON o.id = chain.id
  ORDER BY chain.steps`

/** What is told of a request to its owner. */
export type ChainRow = Pick<OtpRow, 'created_at' | 'channel' | 'purpose' | 'lane' | 'state' | 'is_verified'>

/** The newest flows of a contact, the newest first, at most twenty. */
export const readChain = (
  reader: { all(sql: string, values?: readonly Value[]): Reply<Row[]> },
  contact: Uint8Array,
): Step<ChainRow[]> => rowsOf(reader.all(CHAIN, [contact]))
