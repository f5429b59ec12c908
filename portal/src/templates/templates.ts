import type { Job, Rendered } from '@kerbside/courier'
import type { Locale } from '../locales/index.ts'
import { localeOf, translate } from '../locales/index.ts'
import type { Template } from './compile.ts'
import type { Letterhead } from './letterhead.ts'
import { renderMail } from './mail-message.ts'
import type { Part } from './own-file.ts'
import { renderText } from './text-message.ts'
import { inOneLine } from './values.ts'
import type { MessageValues, Speech, Wording } from './wording.ts'

/** Gives every message its words: the operator's where there are any, else ours. */
export interface Templates {
  readonly letterhead: Letterhead
  /** How many files of the operator's are in force. */
  readonly own: number
  /** One message in the words of its channel and language; a language that we do not speak is spoken in English. */
  render<Values extends MessageValues>(
    wording: Wording<Values>,
    job: Pick<Job, 'channel' | 'locale'>,
    values: Values,
  ): Rendered
}

/** The operator's words for one part of one message in one language, if there are any. */
export type FindOwn = (message: string, part: Part, locale: Locale) => Template | undefined

/** Our own words alone. */
export const ourTemplates = (letterhead: Letterhead): Templates => createTemplates(letterhead, 0, () => undefined)

export function createTemplates(letterhead: Letterhead, own: number, find: FindOwn): Templates {
  return {
    letterhead,
    own,
    render(wording, { channel, locale: tag }, given) {
      const values = inOneLine(given)
      const speech = speechOf(letterhead, localeOf(tag))
      const own = (part: Part) => find(wording.name, part, speech.locale)
      if (channel !== 'email') return { text: renderText(wording, speech, values, own('sms.txt')) }
      const [subject, text, html] = [own('email.subject.txt'), own('email.txt'), own('email.html')]
      return renderMail(wording, speech, values, { subject, text, html })
    },
  }
}

/** How this operator speaks a language. */
export const speechOf = (letterhead: Letterhead, locale: Locale): Speech => ({
  letterhead,
  locale,
  t: translate(locale),
})
