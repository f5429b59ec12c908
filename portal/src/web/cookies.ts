import type { Context } from 'hono'
import { getCookie } from 'hono/cookie'

/** Cookies under one policy: for this host alone, out of reach of scripts, and over HTTPS only where the site has it. */
export interface Cookies {
  /** The value of a cookie, by its name without prefix; undefined when it is missing or broken. */
  read(c: Context, name: string): string | undefined
  /** @param maxAgeSeconds how long the browser keeps it; without it, until the browser closes */
  write(c: Context, name: string, value: string, maxAgeSeconds?: number): void
  clear(c: Context, name: string): void
  /** The name under which a browser holds the cookie. */
  fullName(name: string): string
}

// What we put into cookies: tokens in base64url, and a few with a dot or a tilde between them. Anything else is not ours.
const ours = /^[A-Za-z0-9_.~-]{1,1024}$/

/** @param publicUrl its scheme decides: `__Host-` and Secure need HTTPS (RFC 6265bis §4.1.3) */
export function createCookies(publicUrl: URL): Cookies {
  const isSecure = publicUrl.protocol === 'https:'
  const fullName = (name: string) => (isSecure ? `__Host-${name}` : name)
  const attributes = `; Path=/; HttpOnly; SameSite=Lax${isSecure ? '; Secure' : ''}`
  const append = (c: Context, cookie: string) => c.header('Set-Cookie', cookie + attributes, { append: true })
  return {
    fullName,
    read(c, name) {
      const value = getCookie(c, fullName(name))
      return value !== undefined && ours.test(value) ? value : undefined
    },
    write(c, name, value, maxAgeSeconds) {
      if (!ours.test(value)) throw new RangeError(`The value of cookie ${name} needs an alphabet that it has not.`)
      const age = maxAgeSeconds === undefined ? '' : `; Max-Age=${maxAgeSeconds}`
      append(c, `${fullName(name)}=${value}${age}`)
    },
    clear(c, name) {
      append(c, `${fullName(name)}=; Max-Age=0`)
    },
  }
}
