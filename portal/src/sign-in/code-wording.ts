import { paths } from '../paths.ts'
import type { Sample, Speech, Wording } from '../templates/index.ts'
import type { CodeValues } from './code-mail.ts'
import { codeMail } from './code-mail.ts'

/** The message that brings a code. */
export const codeWording: Wording<CodeValues> = {
  name: 'sign-in-code',
  carries: 'code',
  mail: codeMail,
  /**
   * One segment for a code of six digits: what it is, how long it lives, that it is nobody else's business (OWASP, NIST SP
   * 800-63B-4 §8.1.2).
   */
  text({ letterhead: { operator }, t }, { code, mark, minutes, pass }) {
    const sentence = t('sign-in.sms.text', { code, mark, operator, minutes })
    return pass === null ? sentence : `${sentence}\n${t('sign-in.sms.pass', { pass })}`
  },
  samples,
}

/** Six digits and no pass is the rule; a code that is longer, or a pass beside it, takes a second segment. */
function samples({ letterhead: { origin } }: Speech): readonly Sample<CodeValues>[] {
  const link = `${origin}${paths.denial('made-up')}`
  const usual = { code: '048213', mark: 'K7', minutes: 5, name: 'Asha Rai', pass: null, link }
  return [
    { name: 'usual', segments: 1, values: usual },
    { name: 'without-name', segments: 1, values: { ...usual, minutes: 10, name: null, link: null } },
    { name: 'with-pass', segments: 2, values: { ...usual, minutes: 10, pass: '4821 7730 0194' } },
    { name: 'long-code', segments: 2, values: { ...usual, minutes: 1, code: '0482135501934822' } },
  ]
}
