import admin from './en/admin.json' with { type: 'json' }
import audit from './en/audit.json' with { type: 'json' }
import billing from './en/billing.json' with { type: 'json' }
import customers from './en/customers.json' with { type: 'json' }
import dashboard from './en/dashboard.json' with { type: 'json' }
import feedback from './en/feedback.json' with { type: 'json' }
import messages from './en/messages.json' with { type: 'json' }
import payments from './en/payments.json' with { type: 'json' }
import signIn from './en/sign-in.json' with { type: 'json' }
import staff from './en/staff.json' with { type: 'json' }
import templates from './en/templates.json' with { type: 'json' }
import ui from './en/ui.json' with { type: 'json' }
import web from './en/web.json' with { type: 'json' }

/**
 * Every English text, by its key. English comes by import, unlike the other languages, because the compiler takes the
 * keys from it: a page that asks for a text that is not there does not compile. A new folder adds its line here.
 */
export const english = {
  ...signIn,
  ...admin,
  ...billing,
  ...customers,
  ...dashboard,
  ...feedback,
  ...messages,
  ...payments,
  ...staff,
  ...audit,
  ...templates,
  ...ui,
  ...web,
}

/** The name of a text, `folder.page.part`. */
export type TextKey = keyof typeof english

/** True for a word that names a text: what a schema says of a wrong field, for instance. */
export const isTextKey = (word: string): word is TextKey => Object.hasOwn(english, word)
