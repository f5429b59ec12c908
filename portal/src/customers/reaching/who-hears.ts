import type { ReachedBy } from '../../db/tables.ts'
import type { Ways } from '../../web/ways.ts'
import type { ReachedContact, Topic } from './topics.ts'
import { wayOf } from './topics.ts'

/**
 * The one place that decides which of a customer's contacts hear of something. Codes do not come by here: they go to the contact
 * that asks, bouncing or not, or its owner would be locked out for good.
 */

/** Where one message goes. */
export interface Heard {
  readonly channel: 'email' | 'sms' | 'whatsapp'
  /** An e-mail address as the customer wrote it, or a phone number in E.164. */
  readonly address: string
}

/** What decides about topics, apart from the contacts. */
export interface HearingRules {
  readonly ways: Ways
  /** Bills go by post: then no contact has to get them. */
  readonly onPaper: boolean
}

type Addressed = Pick<ReachedContact, 'kind' | 'address' | 'contact' | 'bouncing_since'>

/**
 * Who hears what can wait: the contacts that are chosen for it and do not bounce. Bills that would reach nobody go to one
 * contact that works, whatever was chosen: else a customer would owe without knowing.
 * @param contacts in the order in which they are to be tried, those that may sign in first
 */
export function hearersOf(
  topic: Topic,
  contacts: readonly ReachedContact[],
  { ways, onPaper }: HearingRules,
): readonly Heard[] {
  const working = contacts.filter(isWorking)
  const chosen = working.flatMap((contact) => heardBy(contact, wayOf(contact, topic, contacts), ways))
  if (chosen.length > 0 || topic !== 'bills' || onPaper) return chosen
  const byMailFirst = working.toSorted((one, other) => Number(one.kind === 'phone') - Number(other.kind === 'phone'))
  return byMailFirst.flatMap((contact) => plainly(contact, ways)).slice(0, 1)
}

/**
 * Who hears of a new device, a changed contact or passkey. Nobody is asked for a choice. What bounces is left out where another
 * contact works; where none does it goes to them all: a mail in vain costs nothing, silence may cost an account.
 */
export function hearersOfSecurity(contacts: readonly Addressed[], ways: Ways): readonly Heard[] {
  const heard = contacts.filter(isWorking).flatMap((contact) => plainly(contact, ways))
  return heard.length > 0 ? heard : contacts.flatMap((contact) => plainly(contact, ways))
}

const isWorking = ({ bouncing_since }: Addressed): boolean => bouncing_since === null

const plainly = (contact: Addressed, ways: Ways): Heard[] =>
  heardBy(contact, contact.kind === 'email' ? 'email' : 'sms', ways)

/** A way that was chosen and is not there any more is replaced by the nearest one. */
function heardBy({ kind, address, contact }: Addressed, way: ReachedBy, ways: Ways): Heard[] {
  if (way === 'none') return []
  if (kind === 'email') return [{ channel: 'email', address }]
  if (!ways.phone) return []
  return [{ channel: way === 'whatsapp' && ways.whatsapp ? 'whatsapp' : 'sms', address: contact }]
}
