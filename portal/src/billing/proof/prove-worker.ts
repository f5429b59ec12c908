/** A thread that proves the books on a connection of its own: on SQLite a question over all bills would hold the server up. */
import { parentPort, workerData } from 'node:worker_threads'
import type { Config } from '../../config.ts'
import { openDatabase } from '../../db/database.ts'
import { proveBooks } from './prove-books.ts'

/** What the thread is given. */
export interface ProofOrder {
  readonly address: Config['databaseUrl']
  readonly timeZone: string
  /** The instant for which the books are proven. */
  readonly now: number
}

const { address, timeZone, now }: ProofOrder = workerData
const database = await openDatabase(address, {
  onError(error) {
    throw error
  },
})
try {
  parentPort?.postMessage(
    await proveBooks({ db: database.db, database, clock: { now: () => now }, config: { timeZone } }),
  )
} finally {
  await database.close()
}
