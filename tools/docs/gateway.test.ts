/** The gateway that docs/operating.md shows takes what the webhook sender sends. */
import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { test } from 'node:test'
import { SendError, webhookSender } from '@kerbside/courier'
import { emptyFolder, startProgram } from '../../portal/src/testing/command.ts'
import { readDocument } from './documents.ts'

const secret = 'a secret of twenty-four characters'

test('the gateway of the page brings each message once, and refuses what is not signed', async (t) => {
  const { blocks } = await readDocument('docs/operating.md')
  const program = blocks.find(({ language }) => language === 'ts')
  assert.ok(program)
  const file = join(emptyFolder(t), 'gateway.ts')
  const port = await freePort()
  // The page's gateway says nothing when it listens.
  writeFileSync(file, `${program.text}\nserver.once('listening', () => console.log('listening'))\n`)
  const gateway = startProgram(t, process.execPath, [file], { WEBHOOK_SECRET: secret, PORT: String(port) })
  await gateway.line(/^listening$/m)
  const now = Date.now()
  const envelope = {
    ...{ id: 7, kind: 'otp', channel: 'sms' as const, to: '+9779812345678', locale: 'en' },
    ...{ at: now, notAfter: now + 60_000 },
  }
  const send = (key: string) =>
    webhookSender({ url: `http://127.0.0.1:${port}/`, secret: key }).send(
      { text: '123456' },
      envelope,
      new AbortController().signal,
    )
  assert.deepEqual(await send(secret), { providerId: '7' })
  await send(secret)
  await assert.rejects(send('another secret'), (error) => error instanceof SendError && error.fault === 'misconfigured')
  gateway.kill('SIGTERM')
  const { stdout } = await gateway.ended
  assert.equal(stdout.match(/to \+9779812345678: 123456/g)?.length, 1)
})

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  assert.ok(address !== null && typeof address === 'object')
  return address.port
}
