import { sql } from 'kysely'

/** More than a contact can have in the day for which requests are kept, save under attack. */
const MOST = 500

/**
 * The ids of a contact's flows that had a message: its budget names the newest, and each flow names the one before.
 * @param contact the contact's key
 */
export const chainOf = (contact: Uint8Array) => sql<number>`(
  WITH RECURSIVE chain (id, previous_otp) AS (
    SELECT o.id, o.previous_otp FROM contact_budget b JOIN otp o ON o.id = b.newest_otp WHERE b.contact = ${contact}
    UNION SELECT o.id, o.previous_otp FROM otp o JOIN chain ON o.id = chain.previous_otp)
  SELECT id FROM chain LIMIT ${sql.lit(MOST)})`
