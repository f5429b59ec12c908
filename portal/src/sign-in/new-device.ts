import type { Kind } from '@kerbside/courier'
import type { Step, Trx, Verified } from '@kerbside/otp'
import { answer, maskContact } from '@kerbside/otp'
import { localeOf, translate } from '../locales/index.ts'
import type { Wording } from '../templates/index.ts'
import { createFormats } from '../ui/index.ts'
import type { Parts } from '../web/parts.ts'
import { nameOfAgent } from './agent-name.ts'
import { purposes } from './ask-for-code.ts'
import { findOwnerAddress } from './owner-address.ts'

export const NEW_DEVICE_KIND = 'new-device'
const DAY = 86_400_000

/** Tells the owner of a contact that it was proven on a device that is new to it, in the commit of that sign-in. */
export function* announceDevice(parts: Parts, trx: Trx, verified: Verified, device: number): Step<void> {
  const door = verified.purpose === purposes.staff ? 'staff' : 'customer'
  const to = yield* findOwnerAddress(parts, trx, door, verified.contact)
  if (!to) return
  yield* answer(
    parts.courier.enqueue(trx, {
      kind: NEW_DEVICE_KIND,
      reference: `${device} ${maskContact(verified.contact)}`,
      ...to,
      notAfter: parts.clock.now() + DAY,
      silent: false,
      uniqueKey: `${NEW_DEVICE_KIND} ${device}`,
    }),
  )
}

const DEVICE = 'SELECT label, created_at FROM device WHERE id = $1'

/** The message that says so; nothing is said of a device that was forgotten meanwhile. */
export function newDeviceMessages(parts: () => Parts): Kind {
  return {
    priority: 'normal',
    async render({ reference, channel, locale: tag }) {
      const { database, config, templates } = parts()
      const [id = '', contact = ''] = reference.split(/ (.*)/)
      const row = await database.store.get(DEVICE, [Number(id)])
      if (!row) return null
      const locale = localeOf(tag)
      const t = translate(locale)
      const device = nameOfAgent(String(row['label'] ?? '')) ?? t('sign-in.sessions.unknownDevice')
      const time = createFormats(locale, config.timeZone).dateTime(Number(row['created_at']))
      return templates.render(newDeviceWording, { channel, locale }, { contact, device, time })
    },
  }
}

/** The message in words. */
export const newDeviceWording: Wording<NewDeviceValues> = {
  name: NEW_DEVICE_KIND,
  carries: 'news',
  mail: ({ letterhead: { operator, host }, t }, { contact, device, time }) => ({
    subject: t('sign-in.newDevice.subject'),
    body: [
      t('sign-in.newDevice.lead', { operator, contact }),
      t('sign-in.newDevice.device', { device, time }),
      t('sign-in.newDevice.mine'),
      t('sign-in.newDevice.notMine'),
    ],
    foot: t('sign-in.mail.automatic', { operator, host }),
  }),
  text: ({ letterhead: { operator }, t }, { contact, device }) =>
    t('sign-in.newDevice.sms', { operator, contact, device }),
  samples({ locale, t }) {
    const time = createFormats(locale, 'UTC').dateTime(Date.UTC(2026, 2, 4, 14, 50))
    const [mail, phone] = [maskContact('radhika@example.com'), maskContact('+9779841234567')]
    const unknown = t('sign-in.sessions.unknownDevice')
    return [
      { name: 'usual', segments: 2, values: { contact: mail, device: 'Samsung Internet, Android', time } },
      { name: 'unknown-device', segments: 2, values: { contact: phone, device: unknown, time } },
    ]
  },
}

type NewDeviceValues = {
  /** Masked: whoever reads along learns nothing from it. */
  readonly contact: string
  readonly device: string
  readonly time: string
}
