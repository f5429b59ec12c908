import assert from 'node:assert/strict'
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { TestContext } from 'node:test'
import { test } from 'node:test'
import { emptyFolder, runCommand, startCommand } from '../testing/command.ts'

const csv = `name,type,email,phone,address,language
Asha Rai,household,asha@example.com,,1 Lane,en
Bina Lama,shop,bina@example.com,,2 Lane,ne
`
const month = new Date().toISOString().slice(0, 7)

/** An operator's folder with two customers who have been billed, and a copy of the database. */
async function operator(t: TestContext) {
  const folder = emptyFolder(t)
  writeFileSync(join(folder, 'customers.csv'), csv)
  const run = (args: readonly string[], settings = {}) =>
    runCommand(t, folder, args, { TIME_ZONE: 'UTC', EMAIL_BACKEND: 'file', MESSAGE_FILE: 'sent.jsonl', ...settings })
  const succeed = async (args: readonly string[], settings = {}) => {
    const { code, stdout, stderr } = await run(args, settings)
    assert.deepEqual([code, stderr], [0, ''], args.join(' '))
    return stdout
  }
  await succeed(['import-customers', 'customers.csv'])
  await succeed(['billing-run', '--period', month, '--approve'])
  await succeed(['backup', 'copy.sqlite'])
  const refuse = async (args: readonly string[], sentence: RegExp, settings = {}) => {
    const { code, stderr } = await run(args, settings)
    assert.match(stderr, sentence)
    assert.deepEqual([code, stderr.trimEnd().split('\n').length], [1, 1])
  }
  return { folder, run, succeed, refuse, path: (name: string) => join(folder, name) }
}

const other = { DATABASE_URL: 'sqlite:other/kerbside.sqlite' }

test('a copy is whole, for nobody else to read, and takes no name that is taken', async (t) => {
  const { succeed, refuse, path } = await operator(t)
  assert.equal(statSync(path('copy.sqlite')).mode & 0o777, 0o600)
  await refuse(['backup', 'copy.sqlite'], /is there already/)
  await refuse(['backup', 'new.sqlite'], /There is no database/, other)
  assert.equal(existsSync(path('new.sqlite')), false)
  await succeed(['verify'], { DATABASE_URL: 'sqlite:copy.sqlite' })
})

test('a copy is made while the portal is served', async (t) => {
  const { folder, succeed, path } = await operator(t)
  const serving = startCommand(t, folder, ['serve'], { PORT: '0' })
  await serving.line(/Kerbside is at/)
  await succeed(['backup', 'second.sqlite'])
  assert.ok(statSync(path('second.sqlite')).size > 100_000)
  serving.kill('SIGTERM')
  await serving.ended
})

test('a restored copy proves, and has all that was in it', async (t) => {
  const { succeed, path } = await operator(t)
  assert.match(await succeed(['restore', 'copy.sqlite'], other), /2 customers and 2 bills are restored/)
  assert.match(await succeed(['verify'], other), /books: holds/)
  assert.match(await succeed(['billing-run', '--period', month, '--approve'], other), /^0 issued$/m)
  assert.equal(statSync(path('other/kerbside.sqlite')).mode & 0o777, 0o600)
})

test('a restored copy sends nothing that waited, and nobody is signed in by it', async (t) => {
  const { folder, succeed, path } = await operator(t)
  const copy = new DatabaseSync(path('copy.sqlite'))
  copy.exec(`INSERT INTO session (id, secret_hash, kind, contact, method, created_at, last_seen_at, expires_at)
    VALUES (1, x'00', 'customer', 'asha@example.com', 'otp', 1, 1, 9e15)`)
  copy.close()
  await succeed(['restore', 'copy.sqlite'], other)
  const serving = startCommand(t, folder, ['serve'], {
    ...{ ...other, PORT: '0', EMAIL_BACKEND: 'file', MESSAGE_FILE: path('after.jsonl') },
  })
  await serving.line(/Kerbside is at/)
  serving.kill('SIGTERM')
  await serving.ended
  assert.equal(existsSync(path('after.jsonl')), false)
  const restored = new DatabaseSync(path('other/kerbside.sqlite'))
  t.after(() => restored.close())
  const states = restored.prepare("SELECT DISTINCT state, fault_detail FROM outbox WHERE kind = 'bill'").all()
  assert.deepEqual(
    states.map((row) => ({ ...row })),
    [{ state: 'expired', fault_detail: 'restored from a copy' }],
  )
  assert.equal(restored.prepare('SELECT id FROM session WHERE ended_at IS NULL').get(), undefined)
})

test('only a missing or empty place takes a copy', async (t) => {
  const { folder, succeed, refuse, path } = await operator(t)
  await refuse(['restore', 'copy.sqlite'], /holds customers/)
  await succeed(['migrate'], other)
  const serving = startCommand(t, folder, ['serve'], { ...other, PORT: '0' })
  await serving.line(/Kerbside is at/)
  await refuse(['restore', 'copy.sqlite'], /A process serves/, other)
  serving.kill('SIGTERM')
  await serving.ended
  const reader = new DatabaseSync(path('other/kerbside.sqlite'))
  reader.exec('BEGIN; SELECT count(*) FROM customer')
  await refuse(['restore', 'copy.sqlite'], /Another process uses/, other)
  reader.close()
  await succeed(['restore', 'copy.sqlite'], other)
  await refuse(['restore', 'copy.sqlite'], /holds customers/, other)
  const text = path('text.sqlite')
  writeFileSync(text, 'a letter')
  await refuse(['restore', 'copy.sqlite'], /is no database/, { DATABASE_URL: `sqlite:${text}` })
  assert.equal(readFileSync(text, 'utf8'), 'a letter')
})

test('what is no copy, or does not prove, is put nowhere', async (t) => {
  const { run, refuse, path, succeed } = await operator(t)
  await refuse(['restore', 'customers.csv'], /is no copy/, other)
  await refuse(['restore', 'nothing.sqlite'], /There is no file/, other)
  const broken = new DatabaseSync(path('copy.sqlite'))
  broken.exec(
    'DROP TRIGGER bill_fixed; UPDATE bill SET total_minor = total_minor + 1, net_minor = net_minor + 1 WHERE id = 1',
  )
  broken.close()
  const { code, stderr } = await run(['restore', 'copy.sqlite'], other)
  assert.equal(code, 1)
  assert.match(stderr, /is not what was issued.*does not prove, so nothing was restored/s)
  for (const name of ['kerbside.sqlite', 'kerbside.sqlite.restoring'])
    assert.equal(existsSync(path(`other/${name}`)), false)
  await succeed(['verify'])
})

test('for PostgreSQL its own tools are named', async (t) => {
  const { refuse } = await operator(t)
  const postgres = { DATABASE_URL: 'postgres://127.0.0.1:1/kerbside' }
  await refuse(['backup', 'other.dump'], /pg_dump/, postgres)
  await refuse(['restore', 'copy.sqlite'], /pg_restore/, postgres)
})
