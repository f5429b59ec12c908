import type { Rendered } from '@kerbside/courier'
import type { Revealed } from '@kerbside/otp'
import type { Locale } from '../locales/index.ts'
import { directions, translate } from '../locales/index.ts'
import type { Html } from '../ui/index.ts'
import { html } from '../ui/index.ts'
import { mailStyles } from '../ui/mail-styles.ts'
import { inGroups } from './digits.ts'
import type { Letterhead } from './messages.ts'

/**
 * The mail with a code: a text part and an HTML part that say the same. The code stands alone on its line; a pass stands
 * inside a sentence. There is no link and nothing remote in it.
 */
export function codeMail({ operator, host, codeInSubject }: Letterhead, locale: Locale, revealed: Revealed): Rendered {
  const t = translate(locale)
  const { mark, minutesLeft, name, pass } = revealed
  const code = inGroups(revealed.code)
  const subject = codeInSubject
    ? t('sign-in.mail.subjectWithCode', { code, mark })
    : t('sign-in.mail.subject', { mark })
  const before = [
    name ? t('sign-in.mail.greeting', { name }) : t('sign-in.mail.greetingNobody'),
    t('sign-in.mail.lead', { operator, mark }),
  ]
  const after = [
    t('sign-in.mail.expires', { minutes: minutesLeft }),
    t('sign-in.mail.never', { operator }),
    ...(pass === null ? [] : [t('sign-in.mail.pass', { pass: inGroups(pass) })]),
    t('sign-in.mail.ignore'),
  ]
  const foot = t('sign-in.mail.automatic', { operator, host })
  return {
    subject,
    text: `${[...before, code, ...after, foot].join('\n\n')}\n`,
    html: String(mailBody({ locale, subject, before, code, after, foot })),
  }
}

interface MailBody {
  locale: Locale
  subject: string
  before: readonly string[]
  code: string
  after: readonly string[]
  foot: string
}

// Mail programs know no style sheets: each element carries its own, from the same tokens as the pages.
function mailBody({ locale, subject, before, code, after, foot }: MailBody): Html {
  const paragraph = (text: string) => html`<p style="${mailStyles.paragraph}">${text}</p>`
  return html`<!doctype html>
<html lang="${locale}" dir="${directions[locale]}">
<head><meta charset="utf-8"><meta name="color-scheme" content="light dark"><title>${subject}</title></head>
<body style="${mailStyles.body}">
<div style="${mailStyles.sheet}">
${before.map(paragraph)}
<p dir="ltr" style="${mailStyles.code}">${code}</p>
${after.map(paragraph)}
<p style="${mailStyles.foot}">${foot}</p>
</div>
</body>
</html>
`
}
