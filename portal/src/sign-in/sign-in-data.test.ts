import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Command } from 'commander'
import { paths } from '../paths.ts'
import { dialects } from '../testing/databases.ts'
import { signInCustomer } from '../testing/sign-in-customer.ts'
import type { TestPortal } from '../testing/start-portal.ts'
import { startPortal } from '../testing/start-portal.ts'
import { signInDataCommand } from './sign-in-data-command.ts'
import { createAuthenticator } from './testing/authenticator.ts'
import { addCustomer } from './testing/people.ts'

const email = 'asha@example.com'

async function run(portal: TestPortal, ...words: string[]): Promise<string> {
  const said: string[] = []
  const program = new Command()
  signInDataCommand(program, async (work) => {
    await work({ parts: portal.parts, print: (line) => said.push(line), complain: (line) => said.push(line) })
  })
  await program.parseAsync(['node', 'kerbside', 'sign-in-data', ...words])
  return said.join('\n')
}

for (const database of dialects) {
  test(`what is kept of how a person signs in can be given out, and deleted (${database})`, async (t) => {
    const portal = await startPortal(t, { database })
    for (const address of [email, 'other@example.com']) await addCustomer(portal, { name: 'A', email: address })
    await signInCustomer(portal, 'other@example.com')
    const browser = await signInCustomer(portal, email)
    const key = createAuthenticator('http://localhost:3000')
    await browser.post(paths.accountPasskeys, key.make((await browser.get(paths.accountPasskeys)).text))
    const kept = JSON.parse(await run(portal, ' Asha@Example.com '))
    const many = ({ requests, devices, sessions, passkeys }: Record<string, readonly unknown[]>) =>
      [requests, devices, sessions, passkeys].map((list) => list?.length)
    assert.deepEqual([kept.contact, many(kept)], [email, [1, 1, 1, 1]])
    assert.doesNotMatch(JSON.stringify(kept), /secret|seed|hash|public_key|code_mac/)

    assert.equal(await run(portal, email, '--delete'), 'Deleted. Requests: 1, devices: 1, sessions: 1, passkeys: 1.')
    assert.deepEqual(many(JSON.parse(await run(portal, email))), [0, 0, 0, 0])
    assert.deepEqual(many(JSON.parse(await run(portal, 'other@example.com'))), [1, 1, 1, 0])
    assert.equal((await browser.get(paths.dashboard)).location, paths.otp.request)
    assert.ok(await signInCustomer(portal, email), 'who is on record signs in again')

    const events = await portal.parts.db.selectFrom('audit_event').select(['name', 'subject']).orderBy('id').execute()
    const told = events.filter(({ name }) => name.startsWith('sensitive_'))
    assert.deepEqual(
      told.map(({ name }) => name),
      ['sensitive_read', 'sensitive_delete', 'sensitive_read', 'sensitive_read'],
    )
    assert.doesNotMatch(JSON.stringify(told), /example/)
  })
}

test('part of a contact finds nobody', async (t) => {
  assert.match(await run(await startPortal(t), 'asha'), /neither a whole e-mail address nor/)
})
