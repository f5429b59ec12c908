import type { Kind } from '@kerbside/courier'
import type { Trx } from '@kerbside/otp'
import { maskContact } from '@kerbside/otp'
import type { Changing } from '../audit/index.ts'
import type { Db } from '../db/database.ts'
import { isLocale, translate } from '../locales/index.ts'
import { mail } from '../ui/index.ts'
import type { Parts } from '../web/parts.ts'
import type { Contact } from './contacts.ts'

export const CONTACT_KIND = 'contact-changed'
const DAY = 86_400_000

/** What became of a contact. */
const news = ['signs_in', 'messages_only', 'removed'] as const
type ContactNews = (typeof news)[number]

/** The parts of a change to contacts, and who makes it. */
export type ContactChanging = Changing & Pick<Parts, 'courier' | 'config'>

interface Told {
  readonly customer: { readonly id: number; readonly number: string }
  readonly contact: Contact
  readonly event: ContactNews
}

/**
 * Tells the contact itself and every contact that may sign in, in the commit of the change: whoever puts an address of
 * their own on somebody's record is heard of by its owner (NIST SP 800-63B-4 §4.6, OWASP ASVS 5.0, 6.3.7).
 */
export async function tellOfContact(
  { courier, clock, config }: ContactChanging,
  trx: Db,
  commit: Trx,
  { customer, contact, event }: Told,
): Promise<void> {
  const owners = await trx
    .selectFrom('customer_contact')
    .select(['kind', 'address', 'contact'])
    .where('customer_id', '=', customer.id)
    .where('may_sign_in', '=', 1)
    .orderBy('id')
    .execute()
  const { language } = await trx
    .selectFrom('customer')
    .select('language')
    .where('id', '=', customer.id)
    .executeTakeFirstOrThrow()
  const others = owners.filter((owner) => owner.contact !== contact.contact)
  for (const { kind, address } of [contact, ...others]) {
    if (kind === 'phone' && config.smsBackend.length === 0) continue
    await courier.enqueue(commit, {
      kind: CONTACT_KIND,
      reference: `${event} ${customer.number} ${maskContact(contact.contact)}`,
      channel: kind === 'phone' ? 'sms' : 'email',
      address,
      locale: language,
      notAfter: clock.now() + DAY,
      silent: false,
    })
  }
}

const isNews = (word: string | undefined): word is ContactNews => news.some((one) => one === word)

/** The message that says so. */
export function contactMessages(parts: () => Parts): Kind {
  return {
    priority: 'normal',
    async render({ reference, channel, locale: tag }) {
      const [, event, number = '', contact = ''] = /^(\S+) (\S+) (.*)$/.exec(reference) ?? []
      if (!isNews(event)) return null
      const { operatorName: operator, publicUrl } = parts().config
      const locale = isLocale(tag) ? tag : 'en'
      const t = translate(locale)
      const text = t(`customers.news.${event}`, { contact, number })
      if (channel !== 'email') return { text: t('customers.news.sms', { operator, text }) }
      return mail({
        operator,
        locale,
        subject: t('customers.news.subject'),
        body: [text, t('customers.news.mine'), t('customers.news.notMine')],
        foot: t('sign-in.mail.automatic', { operator, host: publicUrl.hostname }),
      })
    },
  }
}
