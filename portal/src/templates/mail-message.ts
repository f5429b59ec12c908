import type { Rendered } from '@kerbside/courier'
import type { MailedCode } from '../ui/index.ts'
import { mail } from '../ui/index.ts'
import type { Template } from './compile.ts'
import { inGroups } from './in-groups.ts'
import type { Filling } from './values.ts'
import { escaped, fillingOf, oneLine } from './values.ts'
import type { MailWords, MessageValues, Speech, Wording } from './wording.ts'

/** The parts of a mail that the operator says otherwise. */
export interface OwnMail {
  readonly subject: Template | undefined
  readonly text: Template | undefined
  readonly html: Template | undefined
}

/** A mail in the words of the operator or ours. Whoever says the text otherwise gets our HTML with the same words. */
export function renderMail(wording: Wording, speech: Speech, values: MessageValues, own: OwnMail): Rendered {
  const { locale, letterhead } = speech
  const ours = wording.mail(speech, values)
  const filling = fillingForMail(wording, speech, values)
  const subject = oneLine(own.subject ? String(own.subject.format(filling)) : ours.subject)
  const words = own.text ? wordsOf(String(own.text.format(filling)), filling) : ours
  const laidOut = mail({ ...words, locale, subject, operator: letterhead.operator })
  return own.html ? { ...laidOut, html: String(own.html.format(escaped(filling))) } : laidOut
}

/** A mail has room for a code in groups. */
function fillingForMail({ carries }: Wording, speech: Speech, values: MessageValues): Filling {
  const filling = fillingOf(speech, values)
  return carries === 'code' ? { ...filling, code: inGroups(String(values['code'])) } : filling
}

/** A text as its paragraphs, which empty lines part, and the line of the code. */
function wordsOf(text: string, { code, mark }: Filling): Omit<MailWords, 'subject'> {
  const body: (string | MailedCode)[] = []
  for (const paragraph of text.split(/\n[ \t]*\n+/)) {
    let lines: string[] = []
    const end = () => {
      if (lines.length > 0) body.push(lines.join('\n'))
      lines = []
    }
    for (const line of paragraph.split('\n').map((each) => each.trim())) {
      if (line !== '' && line === code) {
        end()
        body.push({ code: String(code), mark: String(mark) })
      } else if (line !== '') lines.push(line)
    }
    end()
  }
  return { body }
}
