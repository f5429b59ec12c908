import type { Contact, ContactUse } from '../contacts.ts'
import { MOST_SIGN_IN_CONTACTS } from '../contacts.ts'
import type { CellFault, ImportRow } from './check-row.ts'
import type { Known } from './recognise.ts'

/** A contact that a known customer has. */
export interface KnownContact {
  readonly customerId: number
  readonly address: string
  readonly contact: string
  readonly may_sign_in: number
}

/** What the row changes in a record that is there. */
export type RecordChange = Partial<Omit<Known, 'id' | 'number'>>

/** What is to be done with a row. */
export type Plan = { readonly row: ImportRow; readonly notes: readonly CellFault[] } & (
  | { readonly kind: 'add'; readonly contacts: readonly PlannedContact[] }
  | {
      readonly kind: 'update'
      readonly id: number
      readonly change: RecordChange
      readonly contacts: readonly PlannedContact[]
    }
  | { readonly kind: 'keep' }
  | { readonly kind: 'refuse'; readonly faults: readonly CellFault[] }
)

export interface PlannedContact {
  readonly contact: Contact
  readonly use: ContactUse
}

/**
 * Decides about one row. An import adds and corrects, and takes nothing away: a contact that the file does not name stays,
 * since staff may have added it, and the report names it, since it can sign in.
 * @param known the customers whom the row may mean
 */
export function planRow(row: ImportRow, known: readonly Known[], contacts: readonly KnownContact[]): Plan {
  const [there, another] = known
  if (another) {
    const numbers = known.map(({ number }) => number).join(', ')
    return { kind: 'refuse', row, notes: [], faults: [{ key: 'customers.import.ambiguous', values: { numbers } }] }
  }
  const had = there ? contacts.filter(({ customerId }) => customerId === there.id) : []
  const fresh = planContacts(row, had)
  const notes = [...messagesOnlyNote(fresh), ...(there ? unnamedNote(row, had) : [])]
  if (!there) return { kind: 'add', row, notes, contacts: fresh }
  const change = changeOf(row, there)
  const isKept = Object.keys(change).length === 0 && fresh.length === 0
  return isKept ? { kind: 'keep', row, notes } : { kind: 'update', row, notes, id: there.id, change, contacts: fresh }
}

/** The contacts that the customer does not have yet; the first five of all may sign in. */
function planContacts(row: ImportRow, had: readonly KnownContact[]): PlannedContact[] {
  let places = MOST_SIGN_IN_CONTACTS - had.filter(({ may_sign_in }) => may_sign_in === 1).length
  return row.contacts
    .filter(({ contact }) => !had.some((known) => known.contact === contact))
    .map((contact) => ({ contact, use: places-- > 0 ? 'sign_in' : 'messages_only' }))
}

function changeOf(row: ImportRow, there: Known): RecordChange {
  const wanted = {
    name: row.name,
    type: row.type,
    address: row.address ?? there.address,
    language: row.language ?? there.language,
    since: row.since ?? there.since,
    opening_balance_minor: row.openingBalanceMinor ?? there.opening_balance_minor,
  }
  return {
    ...(wanted.name === there.name ? {} : { name: wanted.name }),
    ...(wanted.type === there.type ? {} : { type: wanted.type }),
    ...(wanted.address === there.address ? {} : { address: wanted.address }),
    ...(wanted.language === there.language ? {} : { language: wanted.language }),
    ...(wanted.since === there.since ? {} : { since: wanted.since }),
    ...(wanted.opening_balance_minor === there.opening_balance_minor
      ? {}
      : { opening_balance_minor: wanted.opening_balance_minor }),
  }
}

function messagesOnlyNote(contacts: readonly PlannedContact[]): CellFault[] {
  const beyond = contacts.filter(({ use }) => use === 'messages_only').map(({ contact }) => contact.address)
  if (beyond.length === 0) return []
  const values = { most: MOST_SIGN_IN_CONTACTS, contacts: beyond.join(', ') }
  return [{ key: 'customers.import.messagesOnly', values }]
}

function unnamedNote(row: ImportRow, had: readonly KnownContact[]): CellFault[] {
  const unnamed = had.filter(({ contact }) => !row.contacts.some((named) => named.contact === contact))
  if (unnamed.length === 0) return []
  return [{ key: 'customers.import.unnamed', values: { contacts: unnamed.map(({ address }) => address).join(', ') } }]
}
