import type { FlowState } from '@kerbside/otp'
import type { Context } from 'hono'
import type { Parts } from '../web/parts.ts'
import type { Door } from './ask-for-code.ts'

// A held flow waits a day for its pass.
const KEPT_SECONDS = 24 * 60 * 60
const names: Record<Door, string> = { customer: 'kerbside_flow', staff: 'kerbside_staff_flow' }

/** The token of the flow that this browser has under way at this door. */
export const readFlow = ({ cookies }: Parts, c: Context, door: Door): string | undefined => cookies.read(c, names[door])

export const keepFlow = ({ cookies }: Parts, c: Context, door: Door, flow: string): void =>
  cookies.write(c, names[door], flow, KEPT_SECONDS)

export const forgetFlow = ({ cookies }: Parts, c: Context, door: Door): void => cookies.clear(c, names[door])

/** The flow that this browser has under way, as the database has it. */
export async function lookAtFlow(
  parts: Parts,
  c: Context,
  door: Door,
): Promise<{ token: string; flow: FlowState } | undefined> {
  const token = readFlow(parts, c, door)
  const flow = token === undefined ? undefined : await parts.otp.look(token)
  return token !== undefined && flow ? { token, flow } : undefined
}
