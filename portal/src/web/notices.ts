import type { Context } from 'hono'
import type { TextKey } from '../locales/index.ts'
import { isTextKey } from '../locales/index.ts'
import type { Cookies } from './cookies.ts'

/** A text that says what was just done: `customers.notice.saved`. It has no placeholders, since a cookie carries it. */
export type NoticeKey = Extract<TextKey, `${string}.notice.${string}`>

const cookieName = 'kerbside_notice'
const A_MINUTE = 60

/** Lets the next page say what this change did; to be called before the redirect. */
export function announce(c: Context, cookies: Cookies, key: NoticeKey): void {
  cookies.write(c, cookieName, key, A_MINUTE)
}

/** Takes the notice that the page before left, so that it is said once. */
export function takeNotice(c: Context, cookies: Cookies): TextKey | undefined {
  const key = cookies.read(c, cookieName)
  if (key === undefined) return undefined
  cookies.clear(c, cookieName)
  return isTextKey(key) && key.includes('.notice.') ? key : undefined
}
