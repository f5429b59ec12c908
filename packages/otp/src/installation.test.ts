import assert from 'node:assert/strict'
import { test } from 'node:test'
import { migrate, migrations } from './migrations.ts'
import { postgresStore } from './postgres-store.ts'
import { migratedPostgres, postgresPool, sqliteStore } from './testing/stores.ts'
import { onBoth, worldOn } from './testing/worlds.ts'

onBoth('engines that start at once agree on the salt, and keep it', async ({ another }) => {
  const engines = Array.from({ length: 10 }, () => another())
  const keys = await Promise.all(engines.map((engine) => engine.contactKey('ana@example.com')))
  assert.equal(new Set(keys.map((key) => Buffer.from(key).toString('hex'))).size, 1)
  assert.deepEqual(await another().contactKey('ana@example.com'), keys[0])
})

test('two installations give one contact two keys', async (t) => {
  const keys = []
  for (let count = 0; count < 2; count += 1) {
    keys.push(await worldOn(await sqliteStore(t)).engine.contactKey('ana@example.com'))
  }
  assert.notDeepEqual(keys[0], keys[1])
})

onBoth('an engine whose tables come later works from then on', async ({ another, store }) => {
  const table = store.dialect === 'sqlite' ? 'otp_installation' : 'public.otp_installation'
  await store.write((trx) => trx.run(`ALTER TABLE ${table} RENAME TO elsewhere`))
  const engine = another()
  const request = () => engine.request({ channel: 'email', contact: 'ana@example.com' })
  await assert.rejects(request(), /otp_installation/)
  await store.write((trx) => trx.run('ALTER TABLE elsewhere RENAME TO otp_installation'))
  assert.equal((await request()).success, true)
})

test('several processes migrate at once, and again, without harm (postgres)', async (t) => {
  const pool = await postgresPool(t)
  const stores = Array.from({ length: 6 }, () => postgresStore(pool))
  await Promise.all(stores.map(migrate))
  await migrate(postgresStore(pool))
  const names = await stores[0]?.all('SELECT name FROM otp_migration')
  assert.deepEqual(
    names,
    migrations('postgres').map(({ name }) => ({ name })),
  )
})

test('tables on SQLite are strict, and instants and stakes have room for microseconds on both', async (t) => {
  const sqlite = await sqliteStore(t)
  const loose =
    "SELECT name FROM pragma_table_list WHERE schema = 'main' AND name NOT LIKE 'sqlite_%' AND name <> 'otp_migration' AND strict = 0"
  assert.deepEqual(sqlite.all(loose), [])
  const postgres = await migratedPostgres(t)
  const narrow = `SELECT column_name FROM information_schema.columns WHERE table_schema = 'public' AND data_type = 'integer'`
  assert.deepEqual(await postgres.all(narrow), [])
})
