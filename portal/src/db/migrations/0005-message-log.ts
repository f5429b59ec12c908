import type { Migration } from '../dialect.ts'

/** Messages that did not arrive, for staff who look for them: few among many, so an index of a few entries finds them. */
export const messageLog: Migration = {
  name: '0005_message_log',
  statements: (['failed', 'expired'] as const).map(
    (state) => `CREATE INDEX outbox_${state} ON outbox (id) WHERE state = '${state}'`,
  ),
}
