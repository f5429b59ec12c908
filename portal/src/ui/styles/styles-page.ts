import type { Html } from '../html.ts'
import { html } from '../html.ts'
import { page } from '../layout.ts'
import { customerNavigation, staffNavigation } from '../navigation.ts'
import { linkButton } from '../parts/button/button.ts'
import { tabs } from '../parts/tabs/tabs.ts'
import type { View } from '../view.ts'
import { choiceSpecimens, fieldSpecimens } from './field-specimens.ts'
import { listSpecimens, tableSpecimens } from './list-specimens.ts'
import { messageSpecimens } from './message-specimens.ts'
import { buttonSpecimens, typeSpecimens } from './plain-specimens.ts'
import { refusedForm } from './sample-form.ts'
import { waitingSpecimens } from './waiting-specimens.ts'

const shells = ['public', 'customer', 'staff'] as const

/** The shells in which the parts can be looked at. */
export type Shell = (typeof shells)[number]

/**
 * Every part in every state, as `/dev/styles/` shows it in development: to look at, and for the tests to measure.
 * @param asked the shell as the query names it; the public one when it names none of them
 */
export function stylesPage(view: View, asked: string | undefined): Html {
  const shell = shells.find((name) => name === asked) ?? 'public'
  const dressed = dress(view, shell)
  const { t } = view
  const choices = shells.map((name) => ({ href: `?shell=${name}`, label: name, current: name === shell }))
  const actions = linkButton({ href: '#button', label: t('ui.sample.action') })
  const head = { title: t('ui.sample.title'), lead: t('ui.sample.lead'), actions, form: refusedForm }
  return page(
    dressed,
    head,
    html`
${tabs(t('ui.sample.shells'), choices)}
${typeSpecimens(view)}
${buttonSpecimens(view)}
${fieldSpecimens(view)}
${choiceSpecimens(view)}
${waitingSpecimens(view)}
${messageSpecimens(view)}
${listSpecimens(view)}
${tableSpecimens(view)}`,
  )
}

/** The view as a person of that shell would have it, with something that just happened. */
function dress(view: View, shell: Shell): View {
  const { t } = view
  const notice = { tone: 'success', text: t('ui.sample.notice') } as const
  const name = t('ui.sample.person')
  if (shell === 'customer') return { ...view, notice, nav: customerNavigation, person: { name } }
  if (shell === 'public') return { ...view, notice }
  const nav = staffNavigation(['overview', 'customers', 'otps', 'sessions', 'staff'])
  return { ...view, notice, nav, path: nav.links[1]?.href ?? view.path, person: { name, role: t('ui.sample.role') } }
}
