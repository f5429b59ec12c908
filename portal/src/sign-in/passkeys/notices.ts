import type { Kind } from '@kerbside/courier'
import type { Trx } from '@kerbside/otp'
import { maskContact, take } from '@kerbside/otp'
import { isLocale, translate } from '../../locales/index.ts'
import { mail } from '../../ui/index.ts'
import type { Parts } from '../../web/parts.ts'
import type { Door } from '../ask-for-code.ts'
import { letterheadOf } from '../letterhead.ts'
import { findOwnerAddress } from '../owner-address.ts'

export const PASSKEY_KIND = 'passkey'
const DAY = 86_400_000

/** What was done to the way in, of which its owner hears whoever did it. */
const news = ['added', 'removed', 'codesOff', 'codesOn'] as const
export type PasskeyNews = (typeof news)[number]

/** Whose way in it is. */
export interface NewsOf {
  readonly door: Door
  readonly contact: string
}

/** Tells the owner of a contact, in the commit that changes how the contact signs in. */
export async function tellOwner(
  { courier, clock, config }: Parts,
  commit: Trx,
  { door, contact }: NewsOf,
  event: PasskeyNews,
): Promise<void> {
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

/** The message that says so. */
export function passkeyMessages(parts: () => Parts): Kind {
  return {
    priority: 'normal',
    async render({ reference, channel, locale: tag }) {
      const [word = '', contact = ''] = reference.split(/ (.*)/)
      const event = news.find((one) => one === word)
      if (!event) return null
      const { operator, host } = letterheadOf(parts().config)
      const locale = isLocale(tag) ? tag : 'en'
      const t = translate(locale)
      const text = t(`sign-in.passkey.news.${event}`, { operator, contact })
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
