import { DEVICE_MS } from '@kerbside/otp'
import type { Context } from 'hono'
import type { Parts } from '../web/parts.ts'

const NAME = 'kerbside_device'
/** A browser keeps the tokens of this many contacts, the newest first. */
const MOST = 5

/** The device tokens of this browser, one for each contact that has signed in on it. It outlives the sign-out. */
export const readDevices = ({ cookies }: Pick<Parts, 'cookies'>, c: Context): readonly string[] =>
  (cookies.read(c, NAME) ?? '').split('.').filter((token) => token !== '')

/** Keeps a token of this browser in place of the one that it replaces. */
export function keepDevice(parts: Pick<Parts, 'cookies'>, c: Context, token: string): void {
  const others = readDevices(parts, c).filter((other) => idPart(other) !== idPart(token))
  parts.cookies.write(c, NAME, [token, ...others].slice(0, MOST).join('.'), DEVICE_MS / 1000)
}

// A token begins with the id of its row, and a renewed one has the same.
const ID_LETTERS = 10
const idPart = (token: string): string => token.slice(0, ID_LETTERS)
