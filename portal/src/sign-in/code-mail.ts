import type { MailWords, Speech } from '../templates/index.ts'
import { inGroups } from '../templates/index.ts'

/** What a message that brings a code can say. */
export type CodeValues = {
  /** Digits alone. */
  readonly code: string
  readonly mark: string
  /** Whole minutes that the code still lives. */
  readonly minutes: number
  readonly name: string | null
  /** In groups. */
  readonly pass: string | null
  /** Where its owner says "I did not ask for this". */
  readonly link: string | null
}

/**
 * The mail with a code. The code stands alone on its line; a pass stands inside a sentence. There is no link in it that
 * signs anybody in.
 */
export function codeMail(
  { letterhead, t }: Speech,
  { mark, minutes, name, pass, link, ...values }: CodeValues,
): MailWords {
  const { operator, host, codeInSubject } = letterhead
  const code = inGroups(values.code)
  return {
    subject: codeInSubject ? t('sign-in.mail.subjectWithCode', { code, mark }) : t('sign-in.mail.subject', { mark }),
    body: [
      name ? t('sign-in.mail.greeting', { name }) : t('sign-in.mail.greetingNobody'),
      t('sign-in.mail.lead', { operator, mark }),
      { code, mark },
      t('sign-in.mail.expires', { minutes }),
      t('sign-in.mail.never', { operator }),
      ...(pass === null ? [] : [t('sign-in.mail.pass', { pass })]),
      t('sign-in.mail.ignore'),
      ...(link === null ? [] : [t('sign-in.mail.deny', { link })]),
    ],
    foot: t('sign-in.mail.automatic', { operator, host }),
  }
}
