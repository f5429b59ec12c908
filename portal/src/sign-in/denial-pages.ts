import type { StrangersRefused } from '@kerbside/otp'
import { paths } from '../paths.ts'
import { inGroups } from '../templates/index.ts'
import type { Html, View } from '../ui/index.ts'
import { button, card, html, page, postForm, verbatim } from '../ui/index.ts'
import { whenText } from './verify-page.ts'

/** Where the link of a mail leads: opening it does nothing, since programs open links too. */
export function denialPage(view: View, token: string): Html {
  const { t } = view
  const form = postForm(
    view,
    { action: paths.denial(token) },
    html`<p>${t('sign-in.denial.effect')}</p>${button({ label: t('sign-in.denial.submit') })}`,
  )
  return page(view, { title: t('sign-in.denial.title'), lead: t('sign-in.denial.lead') }, form)
}

/** What was done, and the pass by which the owner's own new device comes in meanwhile. */
export function refusedStrangersPage(view: View, { pass, until }: StrangersRefused): Html {
  const { t } = view
  const body = card({
    title: t('sign-in.denial.passTitle'),
    body: html`<p class="long-code">${verbatim(inGroups(pass))}</p><p>${t('sign-in.denial.passHint')}</p>`,
  })
  const lead = t('sign-in.denial.doneLead', { time: whenText(view, until) })
  return page(view, { title: t('sign-in.denial.doneTitle'), lead }, body)
}

/** The same, offered to a customer who is signed in. */
export function refuseStrangersPart(view: View): Html {
  const { t } = view
  return card({
    title: t('sign-in.denial.partTitle'),
    body: t('sign-in.denial.effect'),
    actions: postForm(
      view,
      { action: paths.accountRefuse },
      button({ label: t('sign-in.denial.submit'), kind: 'secondary' }),
    ),
  })
}
