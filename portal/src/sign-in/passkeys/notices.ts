import type { Kind } from '@kerbside/courier'
import type { Trx } from '@kerbside/otp'
import { maskContact, take } from '@kerbside/otp'
import type { Actor } from '../../audit/index.ts'
import { tell } from '../../audit/index.ts'
import type { Wording } from '../../templates/index.ts'
import type { Parts } from '../../web/parts.ts'
import type { Door } from '../ask-for-code.ts'
import { findOwnerAddress } from '../owner-address.ts'
import type { Owner } from './queries.ts'

export const PASSKEY_KIND = 'passkey'
const DAY = 86_400_000

/** What was done to a way in, of which its owner hears whoever did it, and what the audit log calls it. */
const news = {
  added: 'passkey_added',
  removed: 'passkey_removed',
  codesOff: 'codes_switched_off',
  codesOn: 'codes_switched_on',
} as const
type PasskeyNews = keyof typeof news

/** Whose passkeys are changed, and who hears of it. */
export interface PasskeyHolder {
  readonly door: Door
  readonly contact: string
  readonly owner: Owner
}

/** The parts of a change, and who makes it. */
export type ChangedBy = Parts & { readonly by: Actor }

/** Tells the audit log and the owner, in the commit that changes how somebody signs in. */
export async function tellOfPasskeys(
  parts: ChangedBy,
  commit: Trx,
  { door, contact, owner }: PasskeyHolder,
  event: PasskeyNews,
): Promise<void> {
  const { courier, clock, pseudonym } = parts
  const subject = 'staffId' in owner ? `staff ${owner.staffId}` : `contact ${pseudonym(contact)}`
  await tell(commit, parts, news[event], subject)
  const to = await take(findOwnerAddress(parts, commit, door, contact))
  if (!to) return
  await courier.enqueue(commit, {
    kind: PASSKEY_KIND,
    reference: `${event} ${maskContact(contact)}`,
    ...to,
    notAfter: clock.now() + DAY,
    silent: false,
  })
}

const isNews = (word: string): word is PasskeyNews => Object.hasOwn(news, word)

/** The message that says so. */
export function passkeyMessages(parts: () => Parts): Kind {
  return {
    priority: 'normal',
    async render({ reference, channel, locale }) {
      const [word = '', contact = ''] = reference.split(/ (.*)/)
      if (!isNews(word)) return null
      return parts().templates.render(passkeyWording, { channel, locale }, { event: word, contact })
    },
  }
}

/** The message in words. */
export const passkeyWording: Wording<PasskeyValues> = {
  name: PASSKEY_KIND,
  carries: 'news',
  mail: ({ letterhead: { operator, host }, t }, { event, contact }) => ({
    subject: t('sign-in.passkey.news.subject'),
    body: [
      t(`sign-in.passkey.news.${event}`, { operator, contact }),
      t('sign-in.newDevice.mine'),
      t('sign-in.passkey.news.notMine'),
    ],
    foot: t('sign-in.mail.automatic', { operator, host }),
  }),
  text: ({ letterhead: { operator }, t }, { event, contact }) =>
    `${t(`sign-in.passkey.news.${event}`, { operator, contact })} ${t('sign-in.passkey.news.notMineSms')}`,
  samples() {
    const contact = maskContact('radhika@example.com')
    const events = ['added', 'removed', 'codesOff', 'codesOn'] as const
    return events.map((event) => ({ name: event, segments: 2, values: { event, contact } }))
  },
}

type PasskeyValues = {
  readonly event: PasskeyNews
  /** Masked: whoever reads along learns nothing from it. */
  readonly contact: string
}
