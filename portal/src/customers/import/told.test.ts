import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { breakAuditLog } from '../../testing/break-audit-log.ts'
import { startPortal } from '../../testing/start-portal.ts'
import { importCustomers } from './command.ts'

test('a batch is in the audit log, or it is not there at all', async (t) => {
  const portal = await startPortal(t)
  const { parts } = portal
  const folder = mkdtempSync(join(tmpdir(), 'kerbside-import-'))
  t.after(() => rmSync(folder, { recursive: true }))
  const file = join(folder, 'customers.csv')
  writeFileSync(
    file,
    'name,type,email,phone,address,language\nAsha Rai,household,asha@example.com,,12 Garden Lane,ne\n',
  )
  const run = () => importCustomers({ parts, print: () => {}, complain: () => {} }, file, 'write')
  const mend = await breakAuditLog(portal)
  await assert.rejects(run(), /audit log is broken/)
  assert.deepEqual(await parts.db.selectFrom('customer').select('name').execute(), [])
  await mend()
  await run()
  await run() // brings nothing new, so there is nothing to tell
  const told = await parts.db.selectFrom('audit_event').select('details').execute()
  assert.deepEqual(
    told.map(({ details }) => details),
    ['{"added":1,"updated":0}'],
  )
})

test('a file that is not there, is a folder or is UTF-16 without its mark is told in one sentence', async (t) => {
  const portal = await startPortal(t)
  const folder = mkdtempSync(join(tmpdir(), 'kerbside-import-'))
  t.after(() => rmSync(folder, { recursive: true }))
  const unmarked = join(folder, 'unmarked.csv')
  writeFileSync(unmarked, Buffer.from('name,type,email,phone,address,language\nAsha,household,,,,ne', 'utf16le'))
  const complaints: string[] = []
  const tools = { parts: portal.parts, print: () => {}, complain: (line: string) => complaints.push(line) }
  for (const file of [join(folder, 'none.csv'), folder, unmarked]) {
    assert.equal(await importCustomers(tools, file, 'write'), 1)
  }
  const [missing = '', isFolder = '', encoding = '', ...more] = complaints
  assert.deepEqual(more, [])
  assert.match(missing, /^There is no file .*none\.csv\. Check the name/)
  assert.match(isFolder, /is a folder\. Name the file in it\.$/)
  assert.match(encoding, /^The file is not in UTF-8/)
})
