import { paths } from '../paths.ts'
import type { Wording } from '../templates/index.ts'

/** What a message can say that comes when its code is over. */
export type LateValues = {
  readonly mark: string
  readonly name: string | null
  /** In groups. */
  readonly pass: string
  /** Where its owner says "I did not ask for this". */
  readonly link: string | null
}

/**
 * The message whose code is over before it goes: its pass still brings a new one at once. No line binds an SMS of it to our
 * site: there is no code in it that a browser could offer.
 */
export const lateWording: Wording<LateValues> = {
  name: 'sign-in-pass',
  carries: 'pass',
  mail({ letterhead: { operator, host }, t }, { mark, name, pass, link }) {
    return {
      subject: t('sign-in.mail.lateSubject', { mark }),
      body: [
        name ? t('sign-in.mail.greeting', { name }) : t('sign-in.mail.greetingNobody'),
        t('sign-in.mail.late', { operator, mark }),
        t('sign-in.mail.pass', { pass }),
        ...(link === null ? [] : [t('sign-in.mail.deny', { link })]),
      ],
      foot: t('sign-in.mail.automatic', { operator, host }),
    }
  },
  text: ({ letterhead: { operator }, t }, { mark, pass }) =>
    `${t('sign-in.sms.late', { operator, mark })}\n${t('sign-in.sms.pass', { pass })}`,
  samples({ letterhead: { origin } }) {
    const values = { mark: 'K7', name: 'Asha Rai', pass: '4821 7730 0194', link: `${origin}${paths.denial('made-up')}` }
    return [
      { name: 'usual', segments: 2, values },
      { name: 'without-name', segments: 2, values: { ...values, name: null, link: null } },
    ]
  },
}
