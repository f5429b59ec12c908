import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import type { MailServer, MailServerOptions } from '../tools/testing/mail-server.ts'
import { startMailServer } from '../tools/testing/mail-server.ts'

export interface Owner {
  after(task: () => void | Promise<void>): void
}

/** A portal as an operator runs it. */
export interface RunningPortal {
  /** Its address without a path: `http://localhost:49152`. */
  readonly origin: string
  /** The server that takes its mail. */
  readonly mail: MailServer
}

const program = fileURLToPath(new URL('../portal/bin/kerbside.js', import.meta.url))

/**
 * Starts what `npm start` starts, with demo people, in a process and a folder of its own; its mail goes by STARTTLS and
 * with a password to a real server. Both end with their owner, who also hears of anything that the portal complained of.
 * @param settings by their names in the environment
 * @param mailServer how its mail server behaves
 */
export async function runPortal(
  owner: Owner,
  settings: Readonly<Record<string, string>> = {},
  mailServer: MailServerOptions = {},
): Promise<RunningPortal> {
  const mail = await startMailServer(owner, mailServer)
  const folder = await mkdtemp(join(tmpdir(), 'kerbside-e2e-'))
  const portal = spawn(process.execPath, ['--conditions=kerbside-source', program, 'demo', '--serve'], {
    cwd: folder, // a developer's `.env` is none of our business
    env: { PATH: process.env['PATH'], NODE_EXTRA_CA_CERTS: mail.caFile, ...mailSettings(mail), PORT: '0', ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const complaints: string[] = []
  createInterface(portal.stderr).on('line', (line) => complaints.push(line))
  const died = once(portal, 'close')
  const origin = await Promise.race([addressIn(portal.stdout), died])
  if (typeof origin !== 'string') throw new Error(`The portal did not start.\n${complaints.join('\n')}`)
  owner.after(async () => {
    portal.kill('SIGTERM')
    const [code] = await died
    await rm(folder, { recursive: true })
    assert.deepEqual([code, ...complaints], [0])
  })
  return { origin, mail }
}

const mailSettings = ({ host, port, user, password }: MailServer) => ({
  EMAIL_BACKEND: 'smtp',
  EMAIL_HOST: host,
  EMAIL_PORT: String(port),
  EMAIL_USE_TLS: 'True',
  EMAIL_HOST_USER: user,
  EMAIL_HOST_PASSWORD: password,
  DEFAULT_FROM_EMAIL: 'Kerbside <bills@kerbside.example>',
})

/** The portal says where it is as soon as it can be called; one that dies says nothing, and is waited for elsewhere. */
async function addressIn(output: Readable): Promise<string> {
  for await (const line of createInterface(output)) {
    const [address] = /http:\/\/localhost:\d+/.exec(line) ?? []
    if (address !== undefined) return address
  }
  return new Promise(() => {})
}
