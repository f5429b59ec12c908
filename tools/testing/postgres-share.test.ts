import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { createDatabase } from './postgres.ts'
import { onServer } from './postgres-share.ts'

const runner = fileURLToPath(new URL('../test.ts', import.meta.url))
const tests = fileURLToPath(new URL('postgres.test.ts', import.meta.url))

/** A whole run inside this one, of which it must not know. */
function run(databaseUrl: string) {
  const outer = { NODE_TEST_CONTEXT: undefined, KERBSIDE_TEST_POSTGRES: undefined }
  const env = { ...process.env, ...outer, TEST_DATABASE_URL: databaseUrl }
  return spawnSync(process.execPath, [runner, tests], { encoding: 'utf8', env })
}

test('a run on a server that TEST_DATABASE_URL names leaves no database there', async (t) => {
  const url = await createDatabase(t)
  const runs = () =>
    onServer(url, async (client) => {
      const query = "select distinct split_part(datname, '_', 3) from pg_database where datname like 'kerbside%'"
      return (await client.query(query)).rows
    })
  const before = await runs()
  assert.match(run(url).stdout, /pass 2\n/)
  assert.deepEqual(await runs(), before)
})

test('a server that cannot be reached fails the tests that need it, with its reason', () => {
  const { stdout, status } = run('postgres://nobody@127.0.0.1:1/none')
  assert.match(stdout, /ECONNREFUSED/)
  assert.equal(status, 1)
})
