import type { Direction, Locale, PieceValues, TextKey, Translate } from '../locales/index.ts'
import { compose, directions, translate } from '../locales/index.ts'
import type { Formats } from './formats.ts'
import { createFormats } from './formats.ts'
import type { Html } from './html.ts'
import { html } from './html.ts'
import { isolate } from './isolate.ts'
import type { Navigation } from './navigation.ts'

/** What every page knows, beside its own data. */
export type View = {
  readonly locale: Locale
  readonly dir: Direction
  /** A text of the catalogue in the reader's language. */
  readonly t: Translate
  /** A text with pieces of a page in it: {@link Rich}. */
  readonly rich: Rich
  readonly formats: Formats
  /** The operator whose portal this is, by name. */
  readonly operator: string
  /** The instant of this request, epoch milliseconds. */
  readonly now: number
  /** The token that every POST form carries; masked anew for each response. */
  readonly csrf: string
  /** The address of this page, path and query: the menu marks it, and the language chooser returns to it. */
  readonly path: string
  /** Who is signed in, if anybody. */
  readonly person?: Person | undefined
  /** Where the person may go; without it the page stands alone, as when signing in. */
  readonly nav?: Navigation | undefined
  /** Something that just happened, said once at the top: "Your payment is recorded." */
  readonly notice?: Notice | undefined
}

/** Who is signed in: a customer by name, or one of the staff, with the role in words. */
export type Person = { readonly name: string; readonly role?: string | undefined }

/** How something is meant: it tells, it worked, look out, it failed. */
export type Tone = 'info' | 'success' | 'warning' | 'danger'

export type Notice = { readonly tone: Tone; readonly text: string }

/**
 * A text whose placeholders take pieces of a page, in the order that the language wants:
 * `view.rich('sign-in.verify.lead', { mark: matchMark('K7'), link: (words) => html`<a href="/">${words}</a>` })`.
 */
export type Rich = (key: TextKey, values: PieceValues<object>) => Html

/** What differs from request to request. */
export type ViewRequest = Pick<View, 'locale' | 'now' | 'csrf' | 'path' | 'person' | 'nav' | 'notice'>

export type ViewSettings = { readonly operator: string; readonly timeZone: string }

/**
 * Gives the function that makes a view for each request. What belongs to a language is made once and shared, so that
 * a request pays for one object of a dozen fields.
 */
export function createViews({ operator, timeZone }: ViewSettings): (request: ViewRequest) => View {
  const languages = new Map<Locale, Language>()
  return (request) => {
    const language = languages.get(request.locale) ?? speak(request.locale, timeZone)
    languages.set(request.locale, language)
    return { ...language, operator, ...request }
  }
}

type Language = Pick<View, 'locale' | 'dir' | 't' | 'rich' | 'formats'>

function speak(locale: Locale, timeZone: string): Language {
  const dir = directions[locale]
  const say = translate(locale)
  const composeText = compose(locale)
  return {
    locale,
    dir,
    t: (key, values) => (values ? say(key, isolate(dir, values)) : say(key)),
    rich: (key, values) => html`${composeText(key, isolate(dir, values))}`,
    formats: createFormats(locale, timeZone),
  }
}
