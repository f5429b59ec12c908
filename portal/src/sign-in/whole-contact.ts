import type { Contact } from '@kerbside/otp'
import { readContact } from '@kerbside/otp'

/** The contact that was searched for, when the text is a whole one of either kind. */
export function wholeContact(text: string, defaultRegion: string): Contact | undefined {
  for (const channel of ['email', 'sms'] as const) {
    const read = readContact(channel, text, defaultRegion)
    if (read.success) return read.contact
  }
  return undefined
}
