import { paths } from '../paths.ts'
import type { Html, View } from '../ui/index.ts'
import { confirmation, dataTable, html, linkButton, page, tag } from '../ui/index.ts'
import type { Staff } from '../web/identity.ts'
import { may } from '../web/permissions.ts'
import type { StaffRecord } from './queries.ts'

/** All staff; who may change them finds each name to be a link. */
export function staffListPage(view: View, { members, staff }: { members: readonly StaffRecord[]; staff: Staff }): Html {
  const mayEdit = may(staff, 'staff.edit')
  const add = linkButton({ href: paths.admin.newStaff, label: view.t('staff.list.add') })
  const nameOf = ({ id, name }: StaffRecord) =>
    mayEdit ? html`<a href="${paths.admin.staffMember(String(id))}"><bdi>${name}</bdi></a>` : html`<bdi>${name}</bdi>`
  const tags = ({ id, active }: StaffRecord) => html`
${id === staff.id ? tag('info', view.t('staff.list.you')) : ''}
${active === 1 ? '' : tag('warning', view.t('staff.list.inactive'))}`
  const table = dataTable<StaffRecord>({
    caption: view.t('staff.list.title'),
    rows: members,
    columns: [
      { heading: view.t('staff.list.name'), kind: 'title', cell: (row) => html`${nameOf(row)} ${tags(row)}` },
      { heading: view.t('staff.list.email'), cell: ({ email }) => html`<bdi>${email}</bdi>` },
      { heading: view.t('staff.list.role'), cell: ({ role }) => view.t(`web.role.${role}`) },
    ],
  })
  const head = {
    title: view.t('staff.list.title'),
    lead: view.t('staff.list.lead'),
    actions: mayEdit ? add : undefined,
  }
  return page(view, head, table)
}

/** Asks before somebody is deactivated. */
export function deactivateStaffPage(view: View, { id, name }: StaffRecord): Html {
  const title = view.t('staff.deactivate.title', { name })
  return page(
    view,
    { title, width: 'column' },
    confirmation(view, {
      body: view.t('staff.deactivate.body', { name }),
      action: paths.admin.deactivateStaff(String(id)),
      confirm: view.t('staff.deactivate.submit'),
      cancel: paths.admin.staffMember(String(id)),
      kind: 'danger',
    }),
  )
}
