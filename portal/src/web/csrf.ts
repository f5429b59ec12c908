import { createHmac, timingSafeEqual } from 'node:crypto'
import { randomBytes } from '@kerbside/otp'
import type { Context } from 'hono'
import type { Cookies } from './cookies.ts'
import { deriveKey } from './keys.ts'

/**
 * Proof that a form was ours and this browser's. Each browser holds a random cookie; a form carries the MAC of it, which
 * nobody without the server key can make. The MAC is masked anew for each response, so that compressed pages do not give
 * it away letter by letter (BREACH).
 */
export interface Csrf {
  /** The token for the forms of this response. A browser without its cookie is given one. */
  issue(c: Context): string
  proves(c: Context, token: string | undefined): boolean
}

const cookieName = 'kerbside_browser'
const BYTES = 16
const KEPT_SECONDS = 30 * 24 * 60 * 60
const COOKIE = /^[A-Za-z0-9_-]{22}$/
const TOKEN = /^[A-Za-z0-9_-]{43}$/

/** @param secrets newest first: the first makes tokens, all of them prove */
export function createCsrf(secrets: readonly string[], cookies: Cookies): Csrf {
  const keys = secrets.map((secret) => deriveKey(secret, 'csrf'))
  const [newest] = keys
  if (!newest) throw new RangeError('Forms need a key.')
  const browserOf = (c: Context) => {
    const browser = cookies.read(c, cookieName)
    return browser && COOKIE.test(browser) ? browser : undefined
  }
  return {
    issue(c) {
      const known = browserOf(c)
      const browser = known ?? newBrowser()
      if (!known) cookies.write(c, cookieName, browser, KEPT_SECONDS)
      return masked(macOf(newest, browser))
    },
    proves(c, token) {
      const browser = browserOf(c)
      if (!browser || !token || !TOKEN.test(token)) return false
      const shown = unmasked(token)
      return keys.some((key) => timingSafeEqual(macOf(key, browser), shown))
    },
  }
}

const newBrowser = () => Buffer.from(randomBytes(BYTES)).toString('base64url')

const macOf = (key: Uint8Array, browser: string) =>
  createHmac('sha256', key).update(browser).digest().subarray(0, BYTES)

function masked(mac: Buffer): string {
  const token = Buffer.allocUnsafe(2 * BYTES)
  token.set(randomBytes(BYTES))
  for (let i = 0; i < BYTES; i++) token[BYTES + i] = (token[i] ?? 0) ^ (mac[i] ?? 0)
  return token.toString('base64url')
}

function unmasked(token: string): Buffer {
  const bytes = Buffer.from(token, 'base64url')
  const mac = bytes.subarray(BYTES)
  for (let i = 0; i < BYTES; i++) mac[i] = (mac[i] ?? 0) ^ (bytes[i] ?? 0)
  return mac
}
