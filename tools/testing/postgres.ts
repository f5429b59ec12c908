import { createHash, randomBytes } from 'node:crypto'
import type { Client } from 'pg'
import type { LentServer } from './postgres-share.ts'
import { borrowServer, onServer } from './postgres-share.ts'

/** Tables that many tests start from: made once a run, then copied. `prepare` closes its connections before it settles. */
export interface DatabaseTemplate {
  name: string
  prepare(url: string): Promise<void>
}

/** What a database asks of the test that uses it; node:test's contexts fit. */
interface Owner {
  after(task: () => void): void
}

/** Databases whose tests are over. */
const finished = new Set<string>()

let lent: Promise<LentServer> | undefined

/**
 * A new, empty database (or a copy of the template) on the run's PostgreSQL, which starts with the first call.
 * @returns its URL
 */
export async function createDatabase(owner: Owner, template?: DatabaseTemplate): Promise<string> {
  lent ??= borrowServer()
  const server = await lent
  const name = server.prefix + randomBytes(6).toString('hex')
  await onServer(server.url, async (client) => {
    await dropFinished(client)
    const source = template ? await preparedTemplate(client, server, template) : 'template0'
    await client.query(`create database ${name} template ${source} strategy file_copy`)
  })
  owner.after(() => finished.add(name))
  return databaseUrl(server, name)
}

/** A finished test's connections may outlive its hooks by a moment, so its database goes when the next one comes. */
async function dropFinished(client: Client): Promise<void> {
  for (const name of finished) {
    finished.delete(name)
    await client.query(`drop database if exists ${name}`).catch(() => {}) // still in use: the end of the run takes it
  }
}

/** Whoever comes first makes it; the advisory lock keeps the others waiting, and a failed attempt leaves no template. */
async function preparedTemplate(client: Client, server: LentServer, template: DatabaseTemplate): Promise<string> {
  const name = `${server.prefix}template_${createHash('sha256').update(template.name).digest('hex').slice(0, 12)}`
  await client.query('select pg_advisory_lock(hashtext($1))', [name])
  const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [name])
  if (rowCount === 0) {
    const draft = `${name}_draft`
    await client.query(`drop database if exists ${draft} with (force)`)
    await client.query(`create database ${draft} template template0 strategy file_copy`)
    await template.prepare(databaseUrl(server, draft))
    await client.query(`alter database ${draft} rename to ${name}`)
  }
  await client.query('select pg_advisory_unlock(hashtext($1))', [name]) // a failure ends the connection, and the lock with it
  return name
}

function databaseUrl(server: LentServer, name: string): string {
  const url = new URL(server.url)
  url.pathname = name
  return url.href
}
