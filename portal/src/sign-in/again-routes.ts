import { readContact } from '@kerbside/otp'
import type { Context } from 'hono'
import { Hono } from 'hono'
import type { FormState, View } from '../ui/index.ts'
import { emptyForm } from '../ui/index.ts'
import type { ForAnyone } from '../web/identity.ts'
import type { Parts } from '../web/parts.ts'
import { nextName } from '../web/proof.ts'
import { againPage } from './again-page.ts'
import type { DoorParts } from './code-routes.ts'
import { sendCode } from './code-routes.ts'
import { keepNext } from './next-cookie.ts'
import type { Ceremonies } from './passkeys/ceremonies.ts'
import { showForm } from './passkeys/passkey-forms.ts'
import type { Owner, Passkey } from './passkeys/queries.ts'
import { passkeysOf } from './passkeys/queries.ts'

type Visiting = Context<ForAnyone>

/** Somebody who is signed in, and has to show it again. */
export interface SignedInPerson {
  readonly contact: string
  readonly owner: Owner
}

/** What showing it again needs to know of a door. */
export interface AgainDoor {
  readonly door: DoorParts
  readonly ceremonies: Ceremonies | undefined
  /** The page, and where its passkey goes. */
  readonly to: { readonly again: string; readonly passkey: string }
  /** Who is signed in; with half a sign-in one goes to its second half first. */
  whoIs(c: Visiting): SignedInPerson | undefined
  /** True when a code says enough, given the passkeys that there are. */
  takesCode(passkeys: readonly Passkey[]): boolean
}

export interface ShowAgain {
  readonly view: View
  readonly person: SignedInPerson
  /** What was wrong with the passkey that was shown. */
  readonly refused?: FormState
}

/** Shows the page, also after a passkey that was refused. */
export async function showAgain(
  parts: Parts,
  c: Context,
  { ceremonies, to, takesCode }: AgainDoor,
  { view, person, refused }: ShowAgain,
): Promise<Response> {
  const passkeys = ceremonies ? await passkeysOf(parts.db, person.owner) : []
  const asked = refused ? ceremonies?.askAnew(c) : ceremonies?.ask(c)
  const passkey = asked && passkeys.length > 0 ? showForm(view, to.passkey, asked, passkeys) : ''
  const codeAction = takesCode(passkeys) ? to.again : undefined
  const page = againPage(view, { contact: person.contact, passkey, codeAction, form: refused ?? emptyForm })
  return c.html(page, refused ? 422 : 200)
}

/**
 * Signing in once more, in the middle of something that needs fresh proof. A code opens a new session, as at the door; so
 * does a customer's passkey. The passkey of one of the staff, who may not come in by it alone, renews the session.
 */
export function againRoutes(parts: Parts, again: AgainDoor): Hono<ForAnyone> {
  const { door, to, whoIs, takesCode } = again
  return new Hono<ForAnyone>()
    .get(to.again, async (c) => {
      const person = whoIs(c)
      if (!person) return c.redirect(door.to.request, 303)
      keepNext(parts, c, door.door, c.req.query(nextName))
      return showAgain(parts, c, again, { view: c.var.view, person })
    })
    .post(to.again, async (c) => {
      const person = whoIs(c)
      if (!person) return c.redirect(door.to.request, 303)
      const passkeys = again.ceremonies ? await passkeysOf(parts.db, person.owner) : []
      if (!takesCode(passkeys)) return showAgain(parts, c, again, { view: c.var.view, person })
      const channel = person.contact.includes('@') ? 'email' : 'sms'
      const read = readContact(channel, person.contact, parts.config.defaultRegion)
      if (!read.success) throw new TypeError(`A contact that signed in was refused: ${read.reason}.`)
      return sendCode(parts, c, door, read.contact, channel)
    })
}
