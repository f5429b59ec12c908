import type { CodeMessage } from '../../messages/index.ts'
import { selectCodeMessages } from '../../messages/index.ts'
import type { ContactRequest, OpenedByContact } from '../../sign-in/index.ts'
import { referencesOf, selectRequests, selectSignIns } from '../../sign-in/index.ts'
import type { Parts } from '../../web/parts.ts'
import type { Facts } from './facts.ts'

/** Something that happened with a contact. */
export type Entry =
  | ({ readonly kind: 'request' } & ContactRequest)
  | ({ readonly kind: 'message' } & CodeMessage)
  | ({ readonly kind: 'session' } & Omit<OpenedByContact, 'kind'>)

export interface Timeline {
  /** The newest first. */
  readonly entries: readonly Entry[]
  /** The id before which the next page begins, if there is one. */
  readonly next: number | undefined
}

const DAY = 86_400_000
/** How far back it goes: whoever complains later has a letter to answer, not a code to find. */
const TIMELINE_MS = 30 * DAY
export const ENTRIES_A_PAGE = 50

/** A page of what happened with a contact. All ids hold the instant at which they were made, so they put rows of any table in order. */
export async function timelineOf(
  { db, otp, clock }: Parts,
  { contact, addresses }: Facts,
  before: number | undefined,
): Promise<Timeline> {
  const page = { since: clock.now() - TIMELINE_MS, before, most: ENTRIES_A_PAGE + 1 }
  const key = await otp.contactKey(contact.canonical)
  const references = await referencesOf(db, key)
  const [requests, messages, sessions] = await Promise.all([
    selectRequests(db, key, page).execute(),
    selectCodeMessages(db, { addresses, references, ...page }).execute(),
    selectSignIns(db, contact.canonical, page).execute(),
  ])
  const all: Entry[] = [
    ...requests.map((row) => ({ kind: 'request', ...row }) as const),
    ...messages.map((row) => ({ kind: 'message', ...row }) as const),
    ...sessions.map((row) => ({ ...row, kind: 'session' }) as const),
  ]
  const inOrder = all.toSorted((one, other) => other.id - one.id)
  const shown = inOrder.slice(0, endOfPage(inOrder))
  return {
    entries: shown.toSorted(newestFirst),
    next: inOrder.length > shown.length ? shown.at(-1)?.id : undefined,
  }
}

/** Rows of two tables may have one id, and the next page begins behind it: they stay together. */
function endOfPage(entries: readonly Entry[]): number {
  let end = ENTRIES_A_PAGE
  while (end < entries.length && entries[end]?.id === entries[end - 1]?.id) end += 1
  return end
}

/** A message is made with its request, in one millisecond: what follows from the other counts as newer. */
const order: readonly Entry['kind'][] = ['session', 'message', 'request']

const newestFirst = (one: Entry, other: Entry): number =>
  other.created_at - one.created_at || order.indexOf(one.kind) - order.indexOf(other.kind) || other.id - one.id
