import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Command } from 'commander'
import { startPortal } from '../testing/start-portal.ts'
import { cleanUpCommand } from './clean-up-command.ts'
import { askedFor } from './testing/people.ts'

test('cleanup-otps deletes the requests that have expired, says how many, and has the guide’s name too', async (t) => {
  const portal = await startPortal(t)
  await askedFor(portal.browser(), 'demo.gone@example.com')
  portal.clock.advance(32 * 60_000)
  await askedFor(portal.browser(), 'demo.here@example.com')
  const said: string[] = []
  const program = new Command()
  cleanUpCommand(program, async (work) => {
    await work({ parts: portal.parts, print: (line) => said.push(line), complain: (line) => said.push(line) })
  })
  for (const name of ['cleanup-otps', 'cleanup_otps']) await program.parseAsync(['node', 'kerbside', name])
  assert.deepEqual(said, ['One request was deleted.', 'Nothing had expired.'])
  const left = await portal.parts.db.selectFrom('otp').select('email').execute()
  assert.deepEqual(
    left.map(({ email }) => email),
    ['demo.here@example.com'],
  )
})
