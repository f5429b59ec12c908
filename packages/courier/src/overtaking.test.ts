import assert from 'node:assert/strict'
import { setImmediate } from 'node:timers/promises'
import { statements } from './statements.ts'
import type { World } from './testing/worlds.ts'
import { MINUTE, onBoth, planOf } from './testing/worlds.ts'

const BILLS = 100_000

/** As many bill notices as a large operator sends at the end of a month, all due. */
async function queueBills({ store, clock }: World): Promise<void> {
  const now = clock.now()
  await store.write((trx) =>
    trx.run(
      `WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${BILLS})
      INSERT INTO outbox (id, kind, reference, channel, address, locale, priority, silent, state, attempts, not_after,
        next_at, created_at)
      SELECT i, 'bulk', 'B-' || i, 'email', 'ann@example.org', 'en', 2, 0, 'queued', 0, ${now + 60 * MINUTE}, ${now} - i, ${now} - i
      FROM n`,
    ),
  )
  await store.write((trx) => trx.run('ANALYZE'))
}

async function until(isSo: () => boolean): Promise<void> {
  const signal = AbortSignal.timeout(10_000)
  while (!isSo()) {
    signal.throwIfAborted()
    await setImmediate()
  }
}

onBoth('a code is the very next thing sent, though a hundred thousand bills are queued before it', async (all) => {
  const { courier, enqueue, provider } = all
  await queueBills(all)
  provider.hang()
  const post = courier()
  await post.start()
  await until(() => provider.asked.length === 3) // and a fourth place that bills never have
  await enqueue(post, { reference: 'born here' })
  await until(() => provider.asked.length === 4)
  assert.equal(provider.asked[3]?.rendered.text, 'The secret of born here')
  await enqueue(courier(), { reference: 'queued by a command' })
  await post.sweep()
  provider.answer()
  await until(() => provider.asked.length >= 5)
  assert.equal(provider.asked[4]?.rendered.text, 'The secret of queued by a command')
  await post.stop()
})

onBoth('a code that was queued before the worker came goes before a hundred thousand bills', async (all) => {
  const { courier, enqueue, provider } = all
  await queueBills(all)
  await enqueue(courier(), { reference: 'code' })
  provider.hang()
  const post = courier()
  await post.start()
  await until(() => provider.asked.length > 0)
  assert.equal(provider.asked[0]?.rendered.text, 'The secret of code')
})

onBoth('among a hundred thousand queued messages a claim reads the few that it takes', async (all) => {
  await queueBills(all)
  const { claim } = statements(all.store.dialect)
  for (const priority of [0, 1, 2]) {
    const plan = await planOf(all, claim, ['email', priority, all.clock.now(), 20, 'worker', 5])
    assert.match(plan, /outbox_due/, plan)
    assert.doesNotMatch(plan, /SCAN outbox|Seq Scan on outbox|TEMP B-TREE|Sort/, plan)
  }
})
