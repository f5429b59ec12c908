import type { Db } from '../../db/database.ts'
import { paths } from '../../paths.ts'
import { documentNumberIn } from '../document-number.ts'

/** The page of the bill or credit note that has this number; undefined where none has. */
export async function findDocument(db: Db, typed: string): Promise<string | undefined> {
  const number = documentNumberIn(typed) ?? typed
  const bill = await db.selectFrom('bill').select('number').where('number', '=', number).executeTakeFirst()
  if (bill) return paths.admin.bill(bill.number)
  const note = await db.selectFrom('credit_note').select('number').where('number', '=', number).executeTakeFirst()
  return note && paths.admin.creditNote(note.number)
}
