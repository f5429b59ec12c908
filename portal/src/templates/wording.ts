import type { Locale, Translate } from '../locales/index.ts'
import type { Mail } from '../ui/index.ts'
import type { Letterhead } from './letterhead.ts'

/** What a message may say of its occasion: words, whole numbers, or `null` where there is nothing to say. */
export type MessageValues = Readonly<Record<string, string | number | null>>

/** Whose message it is, and in which language. */
export interface Speech {
  readonly letterhead: Letterhead
  readonly locale: Locale
  readonly t: Translate
}

/** A mail before it is laid out. */
export type MailWords = Pick<Mail, 'subject' | 'body' | 'foot'>

/**
 * One message as it describes itself: what it is called, what it can say, and how we say it. Templates of the operator, their check
 * at start and the preview all go by this.
 *
 * The names of its values are the placeholders of its templates. Each value must be the same in every channel; what is `null`
 * reads `none` there.
 */
export interface Wording<Values extends MessageValues = MessageValues> {
  /** In kebab-case: the folder that templates of this message lie in. */
  readonly name: string
  /**
   * What the message is of no use without: a `code` (value `code`, digits alone) stands alone on a line of a mail and is bound to our
   * site in an SMS; a `pass` (value `pass`, in groups) stands inside a sentence; `news` has neither.
   */
  readonly carries: 'code' | 'pass' | 'news'
  mail(speech: Speech, values: Values): MailWords
  /** An SMS or a WhatsApp message; the line that binds a code is not part of it. */
  text(speech: Speech, values: Values): string
  /**
   * Every case of the message, made up. A template is tried with all that its values have here; so a word that is chosen by
   * (`{event, select, …}`) must have all its values, and whatever may be missing must be `null` in one of them.
   */
  samples(speech: Speech): readonly Sample<Values>[]
}

/** A case of a message, with made-up values. */
export interface Sample<Values extends MessageValues = MessageValues> {
  /** In kebab-case, for the preview: `with-pass`. */
  readonly name: string
  readonly values: Values
  /** How many segments its SMS may take. */
  readonly segments: 1 | 2
}
