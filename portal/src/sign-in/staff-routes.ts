import { paths } from '../paths.ts'
import type { FormState, Html, View } from '../ui/index.ts'
import { button, emailField, emptyForm, html, page, postForm } from '../ui/index.ts'
import type { Parts } from '../web/parts.ts'
import { readForm } from '../web/read-form.ts'
import type { AgainDoor } from './again-routes.ts'
import { againRoutes } from './again-routes.ts'
import type { DoorParts } from './code-routes.ts'
import { codeRoutes, sendCode } from './code-routes.ts'
import { staffRequestForm } from './forms.ts'
import type { Ceremonies } from './passkeys/ceremonies.ts'
import { createCeremonies } from './passkeys/ceremonies.ts'
import { staffPasskeyRoutes } from './passkeys/staff-routes.ts'
import { readReachable } from './reachable-contact.ts'
import { signOutRoutes } from './sign-out-routes.ts'
import { welcomeStaff } from './welcome.ts'

/** The door of staff: the same engine, longer codes, sessions of their own. */
export function staffRoutes(parts: Parts) {
  const door = staffDoor(parts)
  const ceremonies = createCeremonies(parts)
  const again = staffAgain(door, ceremonies)
  return codeRoutes(parts, door)
    .route('/', signOutRoutes(parts, 'staff'))
    .route('/', againRoutes(parts, again))
    .route('/', staffPasskeyRoutes(parts, ceremonies, again))
    .get(paths.staff.request, (c) =>
      c.var.staff ? c.redirect(paths.admin.home, 303) : c.html(staffRequestPage(c.var.view, emptyForm)),
    )
    .post(paths.staff.request, async (c) => {
      const form = readForm(c, staffRequestForm)
      if (!form.success) return c.html(staffRequestPage(c.var.view, form), 422)
      const read = readReachable(parts.config, 'email', form.data.email)
      if (!read.success)
        return c.html(
          staffRequestPage(c.var.view, form.refuse({ key: `sign-in.contact.${read.reason}` }, 'email')),
          422,
        )
      return sendCode(parts, c, door, read.contact, 'email')
    })
}

function staffDoor(parts: Parts): DoorParts {
  return {
    door: 'staff',
    to: paths.staff,
    again: ({ sentTo }) => ({ email: sentTo }),
    welcome: (c, token) => welcomeStaff(parts, c, token),
  }
}

const staffAgain = (door: DoorParts, ceremonies: Ceremonies | undefined): AgainDoor => ({
  door,
  ceremonies,
  to: paths.staff,
  whoIs: ({ var: { staff } }) => staff && { contact: staff.contact, owner: { staffId: staff.id } },
  // A passkey says more than a code, so whoever has one shows it.
  takesCode: (passkeys) => passkeys.length === 0,
})

function staffRequestPage(view: View, form: FormState): Html {
  const field = emailField(view, form, { name: 'email', label: view.t('sign-in.staff.email') })
  const body = postForm(
    view,
    { action: paths.staff.request },
    html`${field}${button({ label: view.t('sign-in.request.submit') })}`,
  )
  return page(view, { title: view.t('sign-in.staff.title'), lead: view.t('sign-in.staff.lead'), form }, body)
}
