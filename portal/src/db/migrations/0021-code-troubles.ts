import type { Migration } from '../dialect.ts'

/** Codes that never reached anybody, by whom they were for: few among many, and what staff are asked about. */
export const codeTroubles: Migration = {
  name: '0021_code_troubles',
  statements: [
    `CREATE INDEX outbox_code_trouble ON outbox (lower(address)) WHERE kind = 'otp' AND state IN ('failed', 'expired')`,
  ],
}
