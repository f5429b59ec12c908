import type { Trx } from '@kerbside/otp'
import type { Context } from 'hono'
import { Hono } from 'hono'
import { createMiddleware } from 'hono/factory'
import { staffActor } from '../../audit/index.ts'
import { paths } from '../../paths.ts'
import type { FormState } from '../../ui/index.ts'
import { emptyForm } from '../../ui/index.ts'
import { isFullySignedIn } from '../../web/guards.ts'
import type { ForAnyone, Staff } from '../../web/identity.ts'
import { announce } from '../../web/notices.ts'
import type { Parts } from '../../web/parts.ts'
import { requireStaffProof } from '../../web/proof.ts'
import { readForm } from '../../web/read-form.ts'
import { refuse } from '../../web/refuse.ts'
import type { AgainDoor } from '../again-routes.ts'
import { showAgain } from '../again-routes.ts'
import { nameOfAgent } from '../agent-name.ts'
import { welcomeStaff } from '../welcome.ts'
import type { Ceremonies } from './ceremonies.ts'
import { addPasskey, removePasskeys } from './change-passkeys.ts'
import { removeForm } from './forms.ts'
import type { Asked } from './passkey-forms.ts'
import { addForm, showForm } from './passkey-forms.ts'
import { passkeysOf } from './queries.ts'
import { refusalForm } from './refusal-form.ts'
import { raiseSession, showPasskey } from './show-passkey.ts'
import { staffPasskeyPage } from './staff-passkey-page.ts'

/** Whoever has typed a code at the door of staff, also when more is asked for. */
type ForHalfStaff = ForAnyone & { Variables: { staff: Staff; ceremonies: Ceremonies } }

/** The second step of staff, who have come in by a code, and what they keep of their own passkeys afterwards. */
export function staffPasskeyRoutes(parts: Parts, ceremonies: Ceremonies | undefined, again: AgainDoor) {
  const come = createMiddleware<ForHalfStaff>(async (c, next) => {
    if (!c.var.staff) return c.redirect(paths.staff.request, 303)
    if (!ceremonies) return refuse(c, 'not_found')
    c.set('ceremonies', ceremonies)
    return next()
  })
  const show = async (c: Context<ForHalfStaff>, asked: Asked, form: FormState, status: 200 | 422) => {
    const { staff, view } = c.var
    const owner = { staffId: staff.id }
    const passkeys = await passkeysOf(parts.db, owner)
    const [secret = ''] = parts.config.secretKey
    const name = view.t('sign-in.passkey.staff.name', { name: staff.name })
    const ask =
      staff.passkey === 'asked'
        ? showForm(view, paths.staff.passkey, asked, passkeys)
        : addForm(view, paths.staff.newPasskey, asked, { owner, name, others: passkeys, secret })
    return c.html(staffPasskeyPage(view, { state: staff.passkey, passkeys, ask, form }), status)
  }
  return new Hono<ForHalfStaff>()
    .get(paths.staff.passkey, come, (c) => show(c, c.var.ceremonies.ask(c), emptyForm, 200))
    .post(paths.staff.passkey, come, async (c) => {
      const answer = c.var.ceremonies.readShown(c)
      const shown = answer.success ? await showPasskey({ ...parts, by: staffActor(c) }, c.var.staff, answer) : answer
      if (shown.success) {
        c.var.ceremonies.end(c)
        return c.redirect(welcomeStaff(parts, c, shown.token), 303)
      }
      const { staff, view } = c.var
      const refused = refusalForm(shown.reason)
      if (staff.passkey === 'asked') return show(c, c.var.ceremonies.askAnew(c), refused, 422)
      return showAgain(parts, c, again, { view, person: holderOf(staff), refused })
    })
    .post(paths.staff.newPasskey, come, requireStaffProof, async (c) => {
      const { staff } = c.var
      // Whoever has one shows it first: a code alone makes no second key to the same door.
      if (staff.passkey === 'asked') return c.redirect(paths.staff.passkey, 303)
      const answer = c.var.ceremonies.readMade(c)
      const label = nameOfAgent(c.req.header('user-agent') ?? '') ?? null
      const raise = (commit: Trx) => raiseSession(commit, staff.sessionId, parts.clock.now())
      const added = answer.success
        ? await addPasskey({ ...parts, by: staffActor(c) }, holderOf(staff), { ...answer, label }, raise)
        : answer
      if (!added.success) return show(c, c.var.ceremonies.askAnew(c), refusalForm(added.reason), 422)
      c.var.ceremonies.end(c)
      announce(c, parts.cookies, 'sign-in.notice.passkeyAdded')
      const next = welcomeStaff(parts, c, added.committed)
      return c.redirect(staff.passkey === 'missing' ? next : paths.staff.passkey, 303)
    })
    .post(paths.staff.removePasskey, come, requireStaffProof, async (c) => {
      if (!isFullySignedIn(c.var.staff)) return c.redirect(paths.staff.passkey, 303)
      const form = readForm(c, removeForm)
      if (!form.success) return refuse(c, 'invalid_input', { status: 400 })
      if ((await removePasskeys({ ...parts, by: staffActor(c) }, holderOf(c.var.staff), form.data.passkey)) === 0)
        return refuse(c, 'not_found')
      announce(c, parts.cookies, 'sign-in.notice.passkeyRemoved')
      return c.redirect(paths.staff.passkey, 303)
    })
}

const holderOf = ({ id, contact }: Staff) => ({ door: 'staff', contact, owner: { staffId: id } }) as const
