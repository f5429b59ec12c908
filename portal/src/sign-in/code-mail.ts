import type { Rendered } from '@kerbside/courier'
import type { Revealed } from '@kerbside/otp'
import type { Locale } from '../locales/index.ts'
import { translate } from '../locales/index.ts'
import { paths } from '../paths.ts'
import { mail } from '../ui/index.ts'
import { inGroups } from './digits.ts'
import type { Letterhead } from './letterhead.ts'

/**
 * The mail with a code. The code stands alone on its line; a pass stands inside a sentence. There is no link in it that
 * signs anybody in.
 */
export function codeMail(
  { operator, host, origin, codeInSubject }: Letterhead,
  locale: Locale,
  revealed: Revealed,
): Rendered {
  const t = translate(locale)
  const { denial, mark, minutesLeft, name, pass } = revealed
  const code = inGroups(revealed.code)
  return mail({
    locale,
    operator,
    subject: codeInSubject ? t('sign-in.mail.subjectWithCode', { code, mark }) : t('sign-in.mail.subject', { mark }),
    body: [
      name ? t('sign-in.mail.greeting', { name }) : t('sign-in.mail.greetingNobody'),
      t('sign-in.mail.lead', { operator, mark }),
      { code, mark },
      t('sign-in.mail.expires', { minutes: minutesLeft }),
      t('sign-in.mail.never', { operator }),
      ...(pass === null ? [] : [t('sign-in.mail.pass', { pass: inGroups(pass) })]),
      t('sign-in.mail.ignore'),
      ...(denial === null ? [] : [t('sign-in.mail.deny', { link: `${origin}${paths.denial(denial)}` })]),
    ],
    foot: t('sign-in.mail.automatic', { operator, host }),
  })
}
