import type { Template } from './compile.ts'
import type { Letterhead } from './letterhead.ts'
import { fillingOf } from './values.ts'
import type { MessageValues, Speech, Wording } from './wording.ts'

/** An SMS or WhatsApp message, in the words of the operator or ours. */
export function renderText(wording: Wording, speech: Speech, values: MessageValues, own: Template | undefined): string {
  const text = own ? String(own.format(fillingOf(speech, values))) : wording.text(speech, values)
  return bindCode(wording, speech.letterhead, values, text)
}

/**
 * The last line binds a code to our site, so that browsers offer it there and nowhere else.
 * @see https://wicg.github.io/sms-one-time-codes/
 */
export function bindCode({ carries }: Wording, { host }: Letterhead, { code }: MessageValues, text: string): string {
  return carries === 'code' ? `${text}\n\n@${host} #${code}` : text
}
