import type { Context } from 'hono'
import { Hono } from 'hono'
import { createMiddleware } from 'hono/factory'
import { contactActor } from '../../audit/index.ts'
import { paths } from '../../paths.ts'
import type { FormState } from '../../ui/index.ts'
import { emptyForm } from '../../ui/index.ts'
import type { ForCustomer } from '../../web/identity.ts'
import { announce } from '../../web/notices.ts'
import type { Parts } from '../../web/parts.ts'
import { requireCustomerProof } from '../../web/proof.ts'
import { readForm } from '../../web/read-form.ts'
import { refuse } from '../../web/refuse.ts'
import { nameOfAgent } from '../agent-name.ts'
import { accountPasskeysPage } from './account-passkeys-page.ts'
import type { Ceremonies } from './ceremonies.ts'
import { addPasskey, removePasskeys, switchCodes } from './change-passkeys.ts'
import { codesForm, removeForm } from './forms.ts'
import type { ChangedBy } from './notices.ts'
import type { Asked } from './passkey-forms.ts'
import { addForm } from './passkey-forms.ts'
import { passkeysOf } from './queries.ts'
import { refusalForm } from './refusal-form.ts'

type ForHolder = ForCustomer & { Variables: { ceremonies: Ceremonies } }

/** A customer's own passkeys. Each change of how one signs in needs fresh proof, and its owner hears of it. */
export function accountPasskeyRoutes(parts: Parts, ceremonies: Ceremonies | undefined) {
  const offered = createMiddleware<ForHolder>(async (c, next) => {
    if (!ceremonies) return refuse(c, 'not_found')
    c.set('ceremonies', ceremonies)
    return next()
  })
  const byOwner = ({ var: { visit, session } }: Context<ForHolder>): ChangedBy => ({
    ...parts,
    by: contactActor(parts, visit, session.contact),
  })
  const show = async (c: Context<ForHolder>, asked: Asked, form: FormState, status: 200 | 422) => {
    const { contact } = c.var.session
    const passkeys = await passkeysOf(parts.db, { contact })
    const [secret = ''] = parts.config.secretKey
    const wanted = { owner: { contact }, name: contact, others: passkeys, secret }
    const add = addForm(c.var.view, paths.accountPasskeys, asked, wanted)
    return c.html(accountPasskeysPage(c.var.view, { contact, passkeys, add, form }), status)
  }
  return new Hono<ForHolder>()
    .get(paths.accountPasskeys, offered, requireCustomerProof, (c) => show(c, c.var.ceremonies.ask(c), emptyForm, 200))
    .post(paths.accountPasskeys, offered, requireCustomerProof, async (c) => {
      const answer = c.var.ceremonies.readMade(c)
      const label = nameOfAgent(c.req.header('user-agent') ?? '') ?? null
      const added = answer.success ? await addPasskey(byOwner(c), holderOf(c), { ...answer, label }, alone) : answer
      if (!added.success) return show(c, c.var.ceremonies.askAnew(c), refusalForm(added.reason), 422)
      c.var.ceremonies.end(c)
      announce(c, parts.cookies, 'sign-in.notice.passkeyAdded')
      return c.redirect(paths.accountPasskeys, 303)
    })
    .post(paths.removePasskey, offered, requireCustomerProof, async (c) => {
      const form = readForm(c, removeForm)
      if (!form.success) return refuse(c, 'invalid_input', { status: 400 })
      if ((await removePasskeys(byOwner(c), holderOf(c), form.data.passkey)) === 0) return refuse(c, 'not_found')
      announce(c, parts.cookies, 'sign-in.notice.passkeyRemoved')
      return c.redirect(paths.accountPasskeys, 303)
    })
    .post(paths.accountCodes, offered, requireCustomerProof, async (c) => {
      const form = readForm(c, codesForm)
      if (!form.success) return refuse(c, 'invalid_input', { status: 400 })
      const { codes } = form.data
      const switched = await switchCodes(byOwner(c), c.var.session.contact, codes)
      if (!switched) return show(c, c.var.ceremonies.ask(c), refusalForm('passkey_none'), 422)
      announce(c, parts.cookies, codes === 'off' ? 'sign-in.notice.codesOff' : 'sign-in.notice.codesOn')
      return c.redirect(paths.accountPasskeys, 303)
    })
}

/** A customer's session goes on as it is: it was proven a moment ago. */
const alone = () => undefined

const holderOf = (c: Context<ForHolder>) => {
  const { contact } = c.var.session
  return { door: 'customer', contact, owner: { contact } } as const
}
