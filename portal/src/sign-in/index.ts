/** All that can open a session, for customers, staff and programs, and all that can end one. */
import type { Routes } from '../web/mount.ts'
import type { Parts } from '../web/parts.ts'
import { accountRoutes } from './account-routes.ts'
import { programApi, tokenApi } from './api.ts'
import { customerRoutes } from './customer-routes.ts'
import { otpLogRoutes } from './otp-log-routes.ts'
import { staffRoutes } from './staff-routes.ts'

export { createIdentify } from './identify.ts'
export { codeMessages, type Letterhead } from './messages.ts'
export { endAllSessions, endStaffSessions, purgeSessions, sessionsOf } from './sessions.ts'
export { sessionsPart } from './sessions-part.ts'

/** The addresses of sign-in. */
export const signInRoutes = (parts: Parts): Routes => ({
  folder: 'sign-in',
  anyone: customerRoutes(parts).route('/', staffRoutes(parts)),
  customer: accountRoutes(parts),
  staff: otpLogRoutes(parts),
  program: programApi(parts),
  token: tokenApi(parts),
})
