import type { Job, Kind, Rendered } from '@kerbside/courier'
import type { Revealed } from '@kerbside/otp'
import type { Translate } from '../locales/index.ts'
import { isLocale, translate } from '../locales/index.ts'
import type { Parts } from '../web/parts.ts'
import { codeMail } from './code-mail.ts'
import { inGroups } from './digits.ts'
import type { Letterhead } from './letterhead.ts'
import { letterheadOf } from './letterhead.ts'

/**
 * The messages that bring codes. The text is made at the moment of sending from what the engine reveals then, so that no
 * code rests anywhere.
 */
export function codeMessages(parts: () => Pick<Parts, 'otp' | 'config'>): Kind {
  return {
    priority: 'urgent',
    async render(job) {
      const { otp, config } = parts()
      const revealed = await otp.reveal(job.reference)
      return revealed && renderCode(letterheadOf(config), job, revealed)
    },
  }
}

/** One message in the words of its language and channel. */
export function renderCode(letterhead: Letterhead, job: Pick<Job, 'channel' | 'locale'>, revealed: Revealed): Rendered {
  const locale = isLocale(job.locale) ? job.locale : 'en'
  return job.channel === 'email'
    ? codeMail(letterhead, locale, revealed)
    : { text: textMessage(letterhead, translate(locale), revealed) }
}

/**
 * An SMS of one segment for a code of six digits: what it is, how long it lives, that it is nobody else's business (OWASP,
 * NIST SP 800-63B-4 §8.1.2). The last line binds the code to our site, so that browsers offer it there and nowhere else.
 * @see https://wicg.github.io/sms-one-time-codes/
 */
function textMessage(
  { operator, host }: Letterhead,
  t: Translate,
  { code, mark, minutesLeft, pass }: Revealed,
): string {
  const lines = [t('sign-in.sms.text', { code, mark, operator, minutes: minutesLeft })]
  if (pass !== null) lines.push(t('sign-in.sms.pass', { pass: inGroups(pass) }))
  return `${lines.join('\n')}\n\n@${host} #${code}`
}
