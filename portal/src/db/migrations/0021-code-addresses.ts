import type { Migration } from '../dialect.ts'

/** By whom messages with codes were awaited: staff look from a contact to its messages. Bills and notices are not among them. */
export const codeAddresses: Migration = {
  name: '0021_code_addresses',
  statements: [`CREATE INDEX outbox_code_address ON outbox (lower(address), id) WHERE kind = 'otp'`],
}
