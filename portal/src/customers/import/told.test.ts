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
