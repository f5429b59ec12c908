import { randomBytes } from 'node:crypto'
import { connect, createServer } from 'node:net'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { Client } from 'pg'
import { startPostgres } from './postgres-server.ts'

/** A PostgreSQL server lent to a test run, and how the names of the run's databases begin. */
export interface LentServer {
  url: string
  prefix: string
}

/** What goes over the socket of a share. */
type Answer = { success: true; server: LentServer } | { success: false; message: string }

interface OpenedServer {
  server: LentServer
  close(): Promise<void>
}

/** Where `npm test` answers which server its test files share. */
const shareVariable = 'KERBSIDE_TEST_POSTGRES'

/** Under `npm test` the runner's server; for a file run by hand one of its own, which ends with the process. */
export async function borrowServer(): Promise<LentServer> {
  const address = process.env[shareVariable]
  if (address) return askShare(address)
  const { server, close } = await openServer()
  process.once('beforeExit', close)
  return server
}

/**
 * For the runner: processes that get this environment share one server, started when the first of them asks.
 * @returns `close` ends the server, or drops the run's databases where `TEST_DATABASE_URL` names the server
 */
export async function sharePostgres(
  folder: string,
): Promise<{ environment: Record<string, string>; close(): Promise<void> }> {
  let opened: Promise<OpenedServer> | undefined
  const address = join(folder, 'postgres.sock')
  const share = createServer(async (socket) => {
    socket.on('error', () => {}) // the one who asked was ended meanwhile
    opened ??= openServer()
    const answer: Answer = await opened.then(
      ({ server }) => ({ success: true, server }),
      (error: Error) => ({ success: false, message: error.message }),
    )
    socket.end(JSON.stringify(answer))
  })
  await new Promise<void>((resolve) => share.listen(address, resolve))
  return {
    environment: { [shareVariable]: address },
    async close() {
      share.close()
      const started = await opened?.catch(() => undefined) // its failure was told to whoever asked
      await started?.close()
    },
  }
}

async function askShare(address: string): Promise<LentServer> {
  const answer: Answer = JSON.parse(await text(connect(address)))
  if (!answer.success) throw new Error(answer.message)
  return answer.server
}

async function openServer(): Promise<OpenedServer> {
  const prefix = `kerbside_test_${randomBytes(4).toString('hex')}_`
  const url = process.env['TEST_DATABASE_URL']
  if (url) return { server: { url, prefix }, close: () => onServer(url, (client) => dropAll(client, prefix)) }
  const own = await startPostgres()
  return { server: { url: own.url, prefix }, close: own.close }
}

async function dropAll(client: Client, prefix: string): Promise<void> {
  const { rows } = await client.query('select datname from pg_database where starts_with(datname, $1)', [prefix])
  for (const { datname } of rows) await client.query(`drop database if exists ${datname} with (force)`)
}

/** One connection, closed whatever happens. */
export async function onServer<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client(url)
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}
