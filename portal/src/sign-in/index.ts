/** All that can open a session, for customers, staff and programs, and all that can end one. */
import { OTP_KIND } from '@kerbside/otp'
import type { Feature } from '../web/feature.ts'
import { accountRoutes } from './account-routes.ts'
import { programApi, tokenApi } from './api.ts'
import { cleanUpCommand } from './clean-up-command.ts'
import { customerRoutes } from './customer-routes.ts'
import { denialRoutes, refuseStrangersRoutes } from './denial-routes.ts'
import { createIdentify } from './identify.ts'
import { codeMessages } from './messages.ts'
import { NEW_DEVICE_KIND, newDeviceMessages } from './new-device.ts'
import { otpLogRoutes } from './otp-log-routes.ts'
import { sessionLogRoutes } from './session-log-routes.ts'
import { purgeSessions } from './sessions.ts'
import { staffRoutes } from './staff-routes.ts'

export { refuseStrangersPart } from './denial-pages.ts'
export { devicesPart } from './devices-part.ts'
export { type SignedInDevice, sessionsOf } from './sessions.ts'
export { sessionsPart } from './sessions-part.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

export const signIn: Feature = {
  routes: (parts) => ({
    folder: 'sign-in',
    anyone: customerRoutes(parts).route('/', staffRoutes(parts)).route('/', denialRoutes(parts)),
    customer: accountRoutes(parts).route('/', refuseStrangersRoutes(parts)),
    staff: otpLogRoutes(parts).route('/', sessionLogRoutes(parts)),
    program: programApi(parts),
    token: tokenApi(parts),
  }),
  commands: cleanUpCommand,
  identify: createIdentify,
  kinds: (parts) => ({ [OTP_KIND]: codeMessages(parts), [NEW_DEVICE_KIND]: newDeviceMessages(parts) }),
  chores: [
    { name: 'otp clean-up', everyMs: MINUTE, run: ({ otp }) => otp.cleanup() },
    {
      name: 'session clean-up',
      everyMs: HOUR,
      run: ({ database, clock }) => purgeSessions(database.store, clock.now()),
    },
  ],
}
