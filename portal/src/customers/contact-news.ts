import type { Kind } from '@kerbside/courier'
import type { Trx } from '@kerbside/otp'
import { maskContact } from '@kerbside/otp'
import type { Changing } from '../audit/index.ts'
import type { Db } from '../db/database.ts'
import type { Wording } from '../templates/index.ts'
import type { Parts } from '../web/parts.ts'
import { waysOf } from '../web/ways.ts'
import type { Contact } from './contacts.ts'
import { numberOf } from './number.ts'
import { hearersOfSecurity } from './reaching/who-hears.ts'

export const CONTACT_KIND = 'contact-changed'
const DAY = 86_400_000

/** What became of a contact. */
const news = ['signs_in', 'messages_only', 'removed'] as const
type ContactNews = (typeof news)[number]

/** The parts of a change to contacts, and who makes it. */
export type ContactChanging = Changing & Pick<Parts, 'courier' | 'config' | 'otp'>

interface Told {
  readonly customer: { readonly id: number; readonly number: string }
  readonly contact: Contact & { readonly bouncing_since?: number | null }
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
    .select(['kind', 'address', 'contact', 'bouncing_since'])
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
  for (const heard of hearersOfSecurity([{ bouncing_since: null, ...contact }, ...others], waysOf(config))) {
    await courier.enqueue(commit, {
      ...heard,
      kind: CONTACT_KIND,
      reference: `${event} ${customer.number} ${maskContact(contact.contact)}`,
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
    async render({ reference, channel, locale }) {
      const [, event, number = '', contact = ''] = /^(\S+) (\S+) (.*)$/.exec(reference) ?? []
      if (!isNews(event)) return null
      return parts().templates.render(contactWording, { channel, locale }, { event, contact, number })
    },
  }
}

/** The message in words. */
export const contactWording: Wording<ContactValues> = {
  name: CONTACT_KIND,
  carries: 'news',
  mail: ({ letterhead: { operator, host }, t }, { event, contact, number }) => ({
    subject: t('customers.news.subject'),
    body: [t(`customers.news.${event}`, { contact, number }), t('customers.news.mine'), t('customers.news.notMine')],
    foot: t('sign-in.mail.automatic', { operator, host }),
  }),
  text: ({ letterhead: { operator }, t }, { event, contact, number }) =>
    t('customers.news.sms', { operator, text: t(`customers.news.${event}`, { contact, number }) }),
  samples() {
    const [contact, number] = [maskContact('radhika@example.com'), numberOf(10_042)]
    return news.map((event) => ({ name: event.replace('_', '-'), segments: 2, values: { event, contact, number } }))
  },
}

type ContactValues = {
  readonly event: ContactNews
  /** Masked: whoever reads along learns nothing from it. */
  readonly contact: string
  readonly number: string
}
