import type { Context } from 'hono'
import type { Parts } from '../web/parts.ts'
import { nextPage } from '../web/proof.ts'
import type { Door } from './ask-for-code.ts'

const names: Record<Door, string> = { customer: 'kerbside_next', staff: 'kerbside_staff_next' }
/** As long as it takes to get a code; after that a sign-in leads where every sign-in leads. */
const KEPT_SECONDS = 15 * 60
const LONGEST = 700

/** Remembers where a person wanted to go who has to show first who they are. */
export function keepNext({ cookies }: Pick<Parts, 'cookies'>, c: Context, door: Door, next: string | undefined): void {
  const path = nextPage(next, door)
  if (path === undefined || path.length > LONGEST) cookies.clear(c, names[door])
  else cookies.write(c, names[door], Buffer.from(path).toString('base64url'), KEPT_SECONDS)
}

/** Takes what {@link keepNext} remembered, so that it leads there once. */
export function takeNext(parts: Pick<Parts, 'cookies'>, c: Context, door: Door): string | undefined {
  if (parts.cookies.read(c, names[door]) === undefined) return undefined
  parts.cookies.clear(c, names[door])
  return readNext(parts, c, door)
}

/** The same, and leaves it there. */
export function readNext({ cookies }: Pick<Parts, 'cookies'>, c: Context, door: Door): string | undefined {
  const kept = cookies.read(c, names[door])
  return kept === undefined ? undefined : nextPage(Buffer.from(kept, 'base64url').toString(), door)
}
