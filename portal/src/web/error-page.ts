import type { TextKey } from '../locales/index.ts'
import type { Html, View } from '../ui/index.ts'
import { linkButton, page } from '../ui/index.ts'

/** What went wrong, what to do, and a way on. It says nothing of the inside. */
export function errorPage(view: View, name: ErrorPage): Html {
  const { title, lead } = texts[name]
  const home = linkButton({ href: view.nav?.home ?? '/', label: view.t('web.error.home') })
  return page(view, { title: view.t(title), lead: view.t(lead) }, home)
}

const texts = {
  malformed: { title: 'web.error.malformed.title', lead: 'web.error.malformed.lead' },
  notFound: { title: 'web.error.notFound.title', lead: 'web.error.notFound.lead' },
  method: { title: 'web.error.method.title', lead: 'web.error.method.lead' },
  forbidden: { title: 'web.error.forbidden.title', lead: 'web.error.forbidden.lead' },
  staleForm: { title: 'web.error.staleForm.title', lead: 'web.error.staleForm.lead' },
  rateLimited: { title: 'web.error.rateLimited.title', lead: 'web.error.rateLimited.lead' },
  tooLarge: { title: 'web.error.tooLarge.title', lead: 'web.error.tooLarge.lead' },
  mediaType: { title: 'web.error.mediaType.title', lead: 'web.error.mediaType.lead' },
  failed: { title: 'web.error.failed.title', lead: 'web.error.failed.lead' },
  unavailable: { title: 'web.error.unavailable.title', lead: 'web.error.unavailable.lead' },
} as const satisfies Record<string, { title: TextKey; lead: TextKey }>

/** Which of the pages a person gets. */
export type ErrorPage = keyof typeof texts
