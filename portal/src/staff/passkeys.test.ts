import assert from 'node:assert/strict'
import { test } from 'node:test'
import { paths } from '../paths.ts'
import type { Browser } from '../testing/browser.ts'
import { emptyFolder, runCommand } from '../testing/command.ts'
import { dialects } from '../testing/databases.ts'
import { signInStaff } from '../testing/sign-in-staff.ts'
import type { TestPortal } from '../testing/start-portal.ts'
import { startPortal } from '../testing/start-portal.ts'
import { resetPasskeys } from './create-staff.ts'

const MINUTE = 60_000

/** Puts a passkey on record that nobody has. */
const addPasskey = ({ parts: { db, clock } }: TestPortal, staffId: number, name: string) =>
  db
    .insertInto('passkey')
    .values({
      credential_id: name,
      public_key: new Uint8Array([1]),
      counter: 0,
      transports: '',
      staff_id: staffId,
      label: name,
      created_at: clock.now(),
    })
    .execute()

const isOut = async (browser: Browser) => (await browser.get(paths.admin.home)).location === paths.staff.request

for (const database of dialects) {
  test(`an administrator takes a lost passkey from somebody, whose sessions end (${database})`, async (t) => {
    const portal = await startPortal(t, { database })
    const dolma = await signInStaff(portal, 'support', 'dolma')
    const admin = await signInStaff(portal, 'admin')
    await addPasskey(portal, 1, 'Lost phone')
    await addPasskey(portal, 1, 'Laptop')
    await addPasskey(portal, 2, 'Of the administrator').then(() =>
      portal.parts.db.updateTable('session').set({ passkey_at: 1 }).where('staff_id', '=', 2).execute(),
    )
    assert.match((await admin.get(paths.admin.staffMember('1'))).text, /Lost phone/)
    const taken = await admin.post(paths.admin.staffPasskeys('1'), { passkey: '1' })
    assert.equal(taken.location, paths.admin.staffMember('1'))
    assert.doesNotMatch((await admin.get(paths.admin.staffMember('1'))).text, /Lost phone/)
    assert.ok(await isOut(dolma))
    assert.equal((await admin.post(paths.admin.staffPasskeys('1'), { passkey: '3' })).status, 404)
  })

  test(`create-staff --reset-passkey takes all, ends the sessions and leaves the others alone (${database})`, async (t) => {
    const portal = await startPortal(t, { database })
    const admin = await signInStaff(portal, 'admin')
    const other = await signInStaff(portal, 'billing', 'other')
    await addPasskey(portal, 1, 'Phone')
    await addPasskey(portal, 1, 'Key')
    const said: string[] = []
    const print = (line: string) => said.push(line)
    const reset = () => resetPasskeys({ parts: portal.parts, print, complain: print }, 'Admin@staff.example.com')
    assert.equal(await reset(), 0)
    await reset()
    assert.deepEqual(said, ['2 passkeys were taken from admin, and open sessions have ended.', 'admin had no passkey.'])
    assert.ok(await isOut(admin))
    assert.ok(!(await isOut(other)))
  })

  test(`with another role one signs in anew, and whoever comes back finds old sessions over (${database})`, async (t) => {
    const portal = await startPortal(t, { database })
    const admin = await signInStaff(portal, 'admin')
    const dolma = await signInStaff(portal, 'auditor', 'dolma')
    const member = paths.admin.staffMember('2')
    await admin.submit(member, { name: 'Dolma Rai', role: 'auditor', language: 'en' })
    assert.ok(!(await isOut(dolma)), 'a new name ends nothing')
    await admin.submit(member, { name: 'Dolma Rai', role: 'billing', language: 'en' })
    assert.ok(await isOut(dolma))
    const again = await signInStaff(portal, 'billing', 'dolma')
    await admin.submit(paths.admin.deactivateStaff('2'))
    await admin.submit(paths.admin.reactivateStaff('2'), {}, member)
    assert.ok(await isOut(again))
  })
}

test('staff are managed only by who has shown within five minutes who is at the desk', async (t) => {
  const portal = await startPortal(t)
  const admin = await signInStaff(portal, 'admin')
  await signInStaff(portal, 'support', 'dolma')
  await admin.get(paths.admin.newStaff)
  portal.clock.advance(5 * MINUTE)
  assert.equal((await admin.get(paths.admin.newStaff)).status, 200)
  portal.clock.advance(1)
  const managing = portal.app.addresses.filter(
    ({ folder, path }) => folder === 'staff' && path.startsWith('/admin/') && path !== paths.admin.staff,
  )
  assert.equal(managing.length, 8)
  for (const { method, path } of managing) {
    const address = path.replace(':id', '2')
    const { location } = method === 'GET' ? await admin.get(address) : await admin.post(address)
    assert.match(location ?? '', /^\/staff\/again\/\?next=/, `${method} ${path}`)
  }
  assert.equal((await admin.get(paths.admin.staff)).status, 200, 'looking needs no proof')
})

test('a code proves it, and leads on to where one was', async (t) => {
  const portal = await startPortal(t)
  const admin = await signInStaff(portal, 'admin')
  portal.clock.advance(6 * MINUTE)
  const { location = '' } = await admin.get(paths.admin.newStaff)
  assert.match((await admin.get(location)).text, /Show that it is you/)
  const before = admin.cookies.get('kerbside_staff')
  assert.equal((await admin.post(paths.staff.again)).location, paths.staff.verify)
  await admin.get(paths.staff.verify)
  const line = (await portal.messages())
    .at(-1)
    ?.text.split('\n')
    .find((one) => /^[\d ]+$/.test(one))
  const typed = await admin.post(paths.staff.verify, { otp_code: line ?? '' })
  assert.equal(typed.location, paths.admin.newStaff)
  assert.notEqual(admin.cookies.get('kerbside_staff'), before)
  assert.equal((await admin.get(paths.admin.newStaff)).status, 200)
})

test('the command takes the passkeys of who is put on record with --reset-passkey', async (t) => {
  const folder = emptyFolder(t)
  const args = ['create-staff', '--email', 'bina@example.com', '--name', 'Bina', '--role', 'admin']
  await runCommand(t, folder, args)
  const { code, stdout } = await runCommand(t, folder, [...args, '--reset-passkey'])
  assert.equal(code, 0)
  assert.match(stdout, /is on the staff already as Bina/)
  assert.match(stdout, /Bina had no passkey/)
})
