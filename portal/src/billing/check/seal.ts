import { createHmac, timingSafeEqual } from 'node:crypto'
import { randomBytes } from '@kerbside/otp'
import type { Db } from '../../db/database.ts'
import { paths } from '../../paths.ts'
import type { Parts } from '../../web/parts.ts'

const KEY_BYTES = 32
// 128 bits: nobody guesses the seal of a bill, however often they may try.
const SEAL_LETTERS = 22

/** Draws the key of the books, once. Seals on paper are good for as long as the books are kept. */
export async function drawSealKey({ db }: Pick<Parts, 'db'>): Promise<void> {
  await db
    .updateTable('books')
    .set({ seal_key: randomBytes(KEY_BYTES) })
    .where('seal_key', 'is', null)
    .execute()
}

async function sealKey(db: Db): Promise<Uint8Array> {
  const { seal_key: key } = await db.selectFrom('books').select('seal_key').executeTakeFirstOrThrow()
  if (key === null) throw new Error('The books have no key for seals: the portal draws it when it starts.')
  return key
}

const sealWith = (key: Uint8Array, number: string): string =>
  createHmac('sha256', key).update(`bill ${number}`).digest('base64url').slice(0, SEAL_LETTERS)

/** The address that confirms a bill to whoever has it on paper. */
export async function checkAddress({ db, config }: Pick<Parts, 'db' | 'config'>, number: string): Promise<string> {
  return new URL(paths.checkBill(number, sealWith(await sealKey(db), number)), config.publicUrl).href
}

/** True for the seal that we printed on this bill. */
export async function isSealed(db: Db, number: string, seal: string): Promise<boolean> {
  const [given, right] = [Buffer.from(seal), Buffer.from(sealWith(await sealKey(db), number))]
  return given.length === right.length && timingSafeEqual(given, right)
}
