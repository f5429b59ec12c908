import type { Context } from 'hono'
import { Hono } from 'hono'
import { createMiddleware } from 'hono/factory'
import { staffActor } from '../audit/index.ts'
import { paths } from '../paths.ts'
import type { FormState } from '../ui/index.ts'
import { filledForm } from '../ui/index.ts'
import type { ForStaff } from '../web/identity.ts'
import { announce } from '../web/notices.ts'
import type { Parts } from '../web/parts.ts'
import { requireRole } from '../web/permissions.ts'
import { requireStaffProof } from '../web/proof.ts'
import { readForm } from '../web/read-form.ts'
import { refuse } from '../web/refuse.ts'
import { rowId } from '../web/row-id.ts'
import { newStaffForm, passkeyForm, staffForm } from './form.ts'
import { editStaffPage, newStaffPage } from './form-pages.ts'
import { deactivateStaffPage, staffListPage } from './pages.ts'
import { passkeysOfStaff, takePasskeys } from './passkeys.ts'
import type { StaffRecord } from './queries.ts'
import { listStaff, staffRecord } from './queries.ts'
import { addStaff, changeStaff, deactivateStaff, reactivateStaff } from './save-staff.ts'

/** The screens on which administrators keep the list of staff. */
export const staffRoutes = (parts: Parts) =>
  new Hono<ForStaff>()
    .get(paths.admin.staff, requireRole('staff.read'), async (c) =>
      c.html(staffListPage(c.var.view, { members: await listStaff(parts.db), staff: c.var.staff })),
    )
    .route('/', addRoutes(parts)) // before the pages of one member, for which `new` would be an id
    .route('/', memberRoutes(parts))

function addRoutes(parts: Parts) {
  const edit = requireRole('staff.edit')
  return new Hono<ForStaff>()
    .get(paths.admin.newStaff, edit, requireStaffProof, (c) =>
      c.html(newStaffPage(c.var.view, filledForm({ language: c.var.staff.language }))),
    )
    .post(paths.admin.newStaff, edit, requireStaffProof, async (c) => {
      const form = readForm(c, newStaffForm)
      if (!form.success) return c.html(newStaffPage(c.var.view, form), 422)
      const added = await addStaff({ ...parts, by: staffActor(c) }, form.data)
      if (!added.success) {
        const refused = form.refuse({ key: `staff.refused.${added.reason}` }, 'email')
        return c.html(newStaffPage(c.var.view, refused), 422)
      }
      announce(c, parts.cookies, 'staff.notice.added')
      return c.redirect(paths.admin.staff, 303)
    })
}

function memberRoutes(parts: Parts) {
  const edit = requireRole('staff.edit')
  const found = findMember(parts)
  const showEdit = async (c: Context<ForMember>, form: FormState, status: 200 | 422) => {
    const { member, view } = c.var
    const passkeys = await passkeysOfStaff(parts.db, member.id)
    return c.html(editStaffPage(view, { member, passkeys, form }), status)
  }
  return new Hono<ForStaff>()
    .get(paths.admin.staffMember(':id'), edit, requireStaffProof, found, (c) => {
      const { name, role, language } = c.var.member
      return showEdit(c, filledForm({ name, role, language }), 200)
    })
    .post(paths.admin.staffMember(':id'), edit, requireStaffProof, found, async (c) => {
      const { member } = c.var
      const form = readForm(c, staffForm)
      if (!form.success) return showEdit(c, form, 422)
      const changed = await changeStaff({ ...parts, by: staffActor(c) }, member, form.data)
      if (!changed.success) {
        const refused = form.refuse({ key: `staff.refused.${changed.reason}` }, 'role')
        return showEdit(c, refused, 422)
      }
      announce(c, parts.cookies, 'staff.notice.saved')
      return c.redirect(paths.admin.staff, 303)
    })
    .get(paths.admin.deactivateStaff(':id'), edit, requireStaffProof, found, (c) =>
      c.html(deactivateStaffPage(c.var.view, c.var.member)),
    )
    .post(paths.admin.deactivateStaff(':id'), edit, requireStaffProof, found, async (c) => {
      const { member } = c.var
      const { name, role, language } = member
      const ended = await deactivateStaff({ ...parts, by: staffActor(c) }, member)
      if (!ended.success) {
        const form = {
          ...filledForm({ name, role, language }),
          refusal: { key: `staff.refused.${ended.reason}` } as const,
        }
        return showEdit(c, form, 422)
      }
      announce(c, parts.cookies, 'staff.notice.deactivated')
      return c.redirect(paths.admin.staff, 303)
    })
    .post(paths.admin.reactivateStaff(':id'), edit, requireStaffProof, found, async (c) => {
      await reactivateStaff({ ...parts, by: staffActor(c) }, c.var.member.id)
      announce(c, parts.cookies, 'staff.notice.reactivated')
      return c.redirect(paths.admin.staff, 303)
    })
    .post(paths.admin.staffPasskeys(':id'), edit, requireStaffProof, found, async (c) => {
      const form = readForm(c, passkeyForm)
      if (!form.success) return refuse(c, 'invalid_input', { status: 400 })
      const { id } = c.var.member
      const taken = await takePasskeys({ ...parts, by: staffActor(c) }, id, form.data.passkey)
      if (taken === 0) return refuse(c, 'not_found')
      announce(c, parts.cookies, 'staff.notice.passkeyTaken')
      return c.redirect(paths.admin.staffMember(String(id)), 303)
    })
}

type ForMember = ForStaff & { Variables: { member: StaffRecord } }

/** Looks up the member of staff whose id stands in the address. */
const findMember = ({ db }: Pick<Parts, 'db'>) =>
  createMiddleware<ForMember, '/:id/'>(async (c, next) => {
    const id = rowId.safeParse(c.req.param('id'))
    const member = id.success ? await staffRecord(db, id.data) : undefined
    if (!member) return refuse(c, 'not_found')
    c.set('member', member)
    return next()
  })
