import assert from 'node:assert/strict'
import { test } from 'node:test'
import { systemActor } from '../audit/index.ts'
import { paths } from '../paths.ts'
import { dialects } from '../testing/databases.ts'
import { signInStaff } from '../testing/sign-in-staff.ts'
import type { TestPortal } from '../testing/start-portal.ts'
import { startPortal } from '../testing/start-portal.ts'
import { createStaff } from './create-staff.ts'
import { changeStaff, deactivateStaff } from './save-staff.ts'

async function staffIn({ parts: { db } }: TestPortal) {
  const rows = await db.selectFrom('staff').select(['email', 'name', 'role', 'active']).orderBy('id').execute()
  return rows.map(({ email, name, role, active }) => `${name} <${email}> ${role}${active === 1 ? '' : ' (inactive)'}`)
}

/** Runs create-staff. */
async function create({ parts }: TestPortal, options: Readonly<Record<string, string>>) {
  const said: string[] = []
  const say = (line: string) => said.push(line)
  const code = await createStaff({ parts, print: say, complain: say }, { language: 'en', ...options })
  return { code, said: said.join('\n') }
}

for (const database of dialects) {
  test(`create-staff adds somebody once, and changes name and role after (${database})`, async (t) => {
    const portal = await startPortal(t, { database })
    const bina = { email: 'Bina@Example.com', name: ' Bina  Rai ', role: 'admin' }
    assert.deepEqual(await create(portal, bina), {
      code: 0,
      said: 'Bina Rai (Administrator) is on the staff now and signs in with Bina@Example.com.',
    })
    assert.match((await create(portal, { ...bina, email: 'bina@example.com' })).said, /already as Bina Rai/)
    await create(portal, { email: 'c@example.com', name: 'Carlos', role: 'admin' })
    assert.match((await create(portal, { ...bina, role: 'auditor' })).said, /now Bina Rai \(Auditor\)/)
    assert.deepEqual(await staffIn(portal), ['Bina Rai <Bina@Example.com> auditor', 'Carlos <c@example.com> admin'])
  })

  // Not through pages: whoever is deactivated first has no session any more, and would be turned away at the door.
  test(`of two administrators who end each other's work at once one stays (${database})`, async (t) => {
    const portal = await startPortal(t, { database })
    for (let round = 1; round <= 5; round++) {
      for (const name of ['One', 'Other']) {
        await create(portal, { email: `${name}@example.com`, name, role: 'admin' })
      }
      const ended = await Promise.all([
        deactivateStaff({ ...portal.parts, by: systemActor }, { id: 2, contact: 'other@example.com' }),
        changeStaff(
          { ...portal.parts, by: systemActor },
          { id: 1, role: 'admin' },
          { name: 'One', role: 'support', language: 'en' },
        ),
      ])
      const refused = ended.filter((one) => !one.success)
      assert.deepEqual(refused, [{ success: false, reason: 'last_admin' }], `round ${round}`)
      assert.equal((await staffIn(portal)).filter((line) => line.endsWith(' admin')).length, 1)
    }
  })
}

test('create-staff says what is wrong, and does nothing then', async (t) => {
  const portal = await startPortal(t)
  const wrong = await create(portal, { email: 'x@', name: '', role: 'boss', language: 'fr' })
  assert.equal(wrong.code, 1)
  for (const option of ['--email', '--name', '--role', '--language']) assert.ok(wrong.said.includes(option), option)
  await create(portal, { email: 'a@example.com', name: 'A', role: 'admin' })
  const demoted = await create(portal, { email: 'a@example.com', name: 'A', role: 'support' })
  assert.equal(demoted.code, 1)
  assert.match(demoted.said, /the last administrator/)
  assert.deepEqual(await staffIn(portal), ['A <a@example.com> admin'])
})

test('an administrator adds somebody, who signs in until deactivated', async (t) => {
  const portal = await startPortal(t)
  const admin = await signInStaff(portal, 'admin')
  const form = { name: 'Dolma', email: 'dolma@staff.example.com', role: 'support', language: 'en' }
  assert.equal((await admin.submit(paths.admin.newStaff, form)).location, paths.admin.staff)
  assert.match((await admin.get(paths.admin.staff)).text, /They are on the staff now/)
  const twice = await admin.submit(paths.admin.newStaff, form)
  assert.equal(twice.status, 422)
  assert.match(twice.text, /Somebody with this address/)
  const dolma = await signInStaff(portal, 'support', 'dolma')
  assert.equal((await dolma.get(paths.admin.customers)).status, 200)
  assert.match((await admin.get(paths.admin.deactivateStaff('2'))).text, /Deactivate dolma\?/)
  assert.equal((await portal.parts.otp.devices('dolma@staff.example.com')).length, 1)
  assert.equal((await admin.post(paths.admin.deactivateStaff('2'))).location, paths.admin.staff)
  assert.deepEqual(await portal.parts.otp.devices('dolma@staff.example.com'), [])
  assert.equal((await dolma.get(paths.admin.customers)).location, paths.staff.request)
  await admin.submit(paths.admin.reactivateStaff('2'), {}, paths.admin.staffMember('2'))
  assert.equal(
    (await staffIn(portal)).some((line) => line.includes('inactive')),
    false,
  )
})

test('the last administrator can neither leave nor be made anything else', async (t) => {
  const portal = await startPortal(t)
  const admin = await signInStaff(portal, 'admin')
  const left = await admin.submit(paths.admin.deactivateStaff('1'))
  assert.equal(left.status, 422)
  const changed = await admin.submit(paths.admin.staffMember('1'), { name: 'A', role: 'auditor', language: 'en' })
  assert.equal(changed.status, 422)
  assert.match(changed.text, /value="auditor" checked/)
  assert.deepEqual(await staffIn(portal), ['admin <admin@staff.example.com> admin'])
})

test('a member of staff who is not there is not found', async (t) => {
  const portal = await startPortal(t)
  const admin = await signInStaff(portal, 'admin')
  for (const id of ['9', 'x', '-1', '1e3', '99999999999999999999']) {
    assert.equal((await admin.get(paths.admin.staffMember(id))).status, 404, id)
  }
})
