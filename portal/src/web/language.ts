import { Hono } from 'hono'
import { z } from 'zod'
import type { Locale } from '../locales/index.ts'
import { isLocale, locales, pickLocale } from '../locales/index.ts'
import { paths } from '../paths.ts'
import { languageFields } from '../ui/index.ts'
import type { Cookies } from './cookies.ts'
import type { Asked, ForAnyone, Identify } from './identity.ts'
import { readForm } from './read-form.ts'
import { refuse } from './refuse.ts'
import { isForStaff, ownPath } from './sides.ts'

const cookieName = 'kerbside_language'
const KEPT_SECONDS = 400 * 24 * 60 * 60
/** Headers of `Accept-Language` in use are few; each is weighed once. */
const KNOWN_HEADERS = 500

/** What the choice of a language reads of a request. */
interface Asking {
  cookie(name: string): string | undefined
  header(name: 'accept-language'): string | undefined
}

/** The language of a page: the person's own, else the one picked on a page before sign-in, else the browser's. */
export type LanguageChoice = (asking: Asking, own: Locale | undefined) => Locale

export function createLanguageChoice(): LanguageChoice {
  const known = new Map<string, Locale>()
  const fromHeader = (header = ''): Locale => {
    const locale = known.get(header) ?? pickLocale(header)
    if (known.size < KNOWN_HEADERS) known.set(header, locale)
    return locale
  }
  return (asking, own) => {
    if (own) return own
    const picked = asking.cookie(cookieName)
    return picked !== undefined && isLocale(picked) ? picked : fromHeader(asking.header('accept-language'))
  }
}

const chooserForm = z.object({
  [languageFields.language]: z.enum(locales),
  [languageFields.back]: z.string().optional(),
})

/** Answers the language chooser of every page: kept with the person who is signed in, else in the browser. */
export const languageRoutes = (cookies: Cookies, identify: Identify) =>
  new Hono<ForAnyone>().post(paths.language, async (c) => {
    const form = readForm(c, chooserForm)
    if (!form.success) return refuse(c, 'invalid_input', { status: 400 })
    const { language, back = paths.home } = form.data
    const asked: Asked = { cookie: (name) => cookies.read(c, name) }
    const person = isForStaff(back) ? await identify.staff(asked) : await identify.customer(asked)
    if (person) await identify.speak(person, language)
    else cookies.write(c, cookieName, language, KEPT_SECONDS)
    return c.redirect(ownPath(back) ?? paths.home, 303)
  })
