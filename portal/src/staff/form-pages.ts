import { languageName, locales } from '../locales/index.ts'
import { paths } from '../paths.ts'
import type { FormState, Html, View } from '../ui/index.ts'
import {
  button,
  descriptionList,
  emailField,
  html,
  linkButton,
  notice,
  page,
  postForm,
  radios,
  select,
  textField,
} from '../ui/index.ts'
import type { StaffPasskey } from './passkeys.ts'
import { passkeysPart } from './passkeys-part.ts'
import type { StaffRecord } from './queries.ts'
import { staffRoles } from './roles.ts'

/** The page that adds somebody to the staff. */
export function newStaffPage(view: View, form: FormState): Html {
  const email = emailField(view, form, {
    name: 'email',
    label: view.t('staff.form.email'),
    hint: view.t('staff.form.emailHint'),
    autocomplete: 'off',
  })
  const submit = button({ label: view.t('staff.new.submit') })
  return page(
    view,
    { title: view.t('staff.new.title'), form, width: 'column' },
    postForm(view, { action: paths.admin.newStaff }, html`${email}${entryFields(view, form)}${submit}`),
  )
}

export interface EditStaffPage {
  readonly member: StaffRecord
  readonly passkeys: readonly StaffPasskey[]
  readonly form: FormState
}

/** The page that changes name, role and language, and leads to what ends or begins somebody's work here. */
export function editStaffPage(view: View, { member, passkeys, form }: EditStaffPage): Html {
  const { name, email, active } = member
  const id = String(member.id)
  const submit = button({ label: view.t('staff.edit.submit') })
  return page(
    view,
    { title: view.t('staff.edit.title', { name }), form, width: 'column' },
    html`${active === 1 ? '' : notice(view, { tone: 'warning', body: view.t('staff.edit.inactive', { name }) })}
${descriptionList([{ term: view.t('staff.list.email'), value: html`<bdi>${email}</bdi>` }])}
${postForm(view, { action: paths.admin.staffMember(id) }, html`${entryFields(view, form)}${submit}`)}
${passkeysPart(view, id, passkeys)}
${active === 1 ? deactivateLink(view, id) : reactivateForm(view, id)}`,
  )
}

const entryFields = (view: View, form: FormState): Html => html`
${textField(view, form, { name: 'name', label: view.t('staff.form.name'), autocomplete: 'off' })}
${radios(view, form, {
  name: 'role',
  label: view.t('staff.form.role'),
  options: staffRoles.map((value) => ({
    value,
    label: view.t(`web.role.${value}`),
    hint: view.t(`staff.form.${value}`),
  })),
})}
${select(view, form, {
  name: 'language',
  label: view.t('staff.form.language'),
  options: locales.map((value) => ({ value, label: languageName(value) })),
})}`

const deactivateLink = (view: View, id: string): Html =>
  linkButton({ href: paths.admin.deactivateStaff(id), label: view.t('staff.edit.deactivate'), kind: 'quiet' })

const reactivateForm = (view: View, id: string): Html =>
  postForm(
    view,
    { action: paths.admin.reactivateStaff(id) },
    button({ label: view.t('staff.edit.reactivate'), kind: 'secondary' }),
  )
