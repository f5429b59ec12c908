import type { Kind } from '@kerbside/courier'
import type { Trx } from '@kerbside/otp'
import { maskContact, take } from '@kerbside/otp'
import type { Actor } from '../../audit/index.ts'
import { tell } from '../../audit/index.ts'
import { isLocale, translate } from '../../locales/index.ts'
import { mail } from '../../ui/index.ts'
import type { Parts } from '../../web/parts.ts'
import type { Door } from '../ask-for-code.ts'
import { letterheadOf } from '../letterhead.ts'
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
  const { courier, clock, config, pseudonym } = parts
  const subject = 'staffId' in owner ? `staff ${owner.staffId}` : `contact ${pseudonym(contact)}`
  await tell(commit, parts, news[event], subject)
  const to = await take(findOwnerAddress(commit, door, contact))
  if (!to || (to.channel === 'sms' && config.smsBackend.length === 0)) return
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
    async render({ reference, channel, locale: tag }) {
      const [word = '', contact = ''] = reference.split(/ (.*)/)
      if (!isNews(word)) return null
      const { operator, host } = letterheadOf(parts().config)
      const locale = isLocale(tag) ? tag : 'en'
      const t = translate(locale)
      const text = t(`sign-in.passkey.news.${word}`, { operator, contact })
      if (channel !== 'email') return { text: `${text} ${t('sign-in.passkey.news.notMineSms')}` }
      return mail({
        operator,
        locale,
        subject: t('sign-in.passkey.news.subject'),
        body: [text, t('sign-in.newDevice.mine'), t('sign-in.passkey.news.notMine')],
        foot: t('sign-in.mail.automatic', { operator, host }),
      })
    },
  }
}
