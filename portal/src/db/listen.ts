import pg from 'pg'
import type { Listen } from './database.ts'

const RETRY_MS = 1000

/**
 * Subscriptions by LISTEN, each on a connection of its own, since a pooled one is handed on. A connection that breaks is
 * opened again until the subscription ends; what was notified meanwhile is lost, so that counts as a notice, too.
 */
export function listenOn(url: string, onError: (error: unknown) => void): Listen {
  return async (topic, onNotice) => {
    let isOver = false
    let client = await subscribe(url, topic, onNotice, onError)
    const watch = () => client.once('end', reopen)
    const reopen = async () => {
      if (isOver) return
      try {
        const next = await subscribe(url, topic, onNotice, onError)
        if (isOver) return await next.end()
        client = next
        watch()
        onNotice()
      } catch (error) {
        onError(error)
        setTimeout(reopen, RETRY_MS).unref()
      }
    }
    watch()
    return async () => {
      isOver = true
      await client.end()
    }
  }
}

async function subscribe(url: string, topic: string, onNotice: () => void, onError: (error: unknown) => void) {
  const client = new pg.Client({ connectionString: url, application_name: 'kerbside listen' })
  client.on('error', onError)
  client.on('notification', onNotice)
  try {
    await client.connect()
    await client.query(`LISTEN ${client.escapeIdentifier(topic)}`)
  } catch (error) {
    await client.end()
    throw error
  }
  return client
}
