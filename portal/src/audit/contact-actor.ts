import type { Visit } from '../web/identity.ts'
import type { Parts } from '../web/parts.ts'
import type { Actor } from './event.ts'

/** Somebody who proved a contact, as the actor of what follows: the contact appears by its pseudonym. */
export function contactActor(
  { pseudonym }: Pick<Parts, 'pseudonym'>,
  visit: Visit,
  contact: string,
  kind: 'customer' | 'program' = 'customer',
): Actor {
  const { clientAddress, requestId } = visit
  return { kind, id: pseudonym(contact), client: clientAddress || null, requestId }
}
