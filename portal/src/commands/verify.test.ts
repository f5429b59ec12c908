import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { startPortal } from '../testing/start-portal.ts'
import { verifyAll } from './verify.ts'

test('verify says what holds and exits 0; a fault is a line of its own and makes it 1', async (t) => {
  const portal = await startPortal(t)
  const { parts } = portal
  const said: string[] = []
  const complained: string[] = []
  const tools = { parts, print: (line: string) => said.push(line), complain: (line: string) => complained.push(line) }
  await portal.browser().submit('/otp/request/', { otp_type: 'email', email: 'demo@example.com' })
  assert.equal(await verifyAll(tools), 0)
  assert.ok(said.length >= 2 && said.every((line) => line.endsWith(': holds')))
  await sql`UPDATE contact_budget SET s_staked = s_staked + 1`.execute(parts.db)
  assert.equal(await verifyAll(tools), 1)
  assert.match(complained.join('\n'), /^purses: contact [0-9a-f]+ does not add up/)
})
