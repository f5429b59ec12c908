/** All that can open a session, for customers, staff and programs, and all that can end one. */
import { OTP_KIND } from '@kerbside/otp'
import { paths } from '../paths.ts'
import type { Feature } from '../web/feature.ts'
import { accountRoutes } from './account-routes.ts'
import { programApi, tokenApi } from './api.ts'
import { cleanUpCommand } from './clean-up-command.ts'
import { codeWording } from './code-wording.ts'
import { customerRoutes } from './customer-routes.ts'
import { deliveryRoutes } from './delivery-routes.ts'
import { denialRoutes, refuseStrangersRoutes } from './denial-routes.ts'
import { createIdentify } from './identify.ts'
import { judgeTexts } from './judge-texts.ts'
import { lateWording } from './late-message.ts'
import { codeMessages } from './messages.ts'
import { NEW_DEVICE_KIND, newDeviceMessages, newDeviceWording } from './new-device.ts'
import { otpLogRoutes } from './otp-log-routes.ts'
import { accountPasskeyRoutes } from './passkeys/account-routes.ts'
import { createCeremonies } from './passkeys/ceremonies.ts'
import { PASSKEY_KIND, passkeyMessages, passkeyWording } from './passkeys/notices.ts'
import { forgetSpentNonces } from './passkeys/queries.ts'
import { purgeSessions } from './purge-sessions.ts'
import { sessionLogRoutes } from './session-log-routes.ts'
import { signInDataCommand } from './sign-in-data-command.ts'
import { staffRoutes } from './staff-routes.ts'

export { nameOfAgent } from './agent-name.ts'
export {
  type ContactRequest,
  type OpenedByContact,
  referencesOf,
  selectRequests,
  selectSignIns,
} from './contact-history.ts'
export { refuseStrangersPart } from './denial-pages.ts'
export { devicesPart } from './devices-part.ts'
export { passkeysPart } from './passkeys/account-passkeys-page.ts'
export { passkeyOffer, passkeysForAccount } from './passkeys/offer.ts'
export type { Passkey } from './passkeys/queries.ts'
export { areCodesOff } from './passkeys/queries.ts'
export { recentPart } from './recent-part.ts'
export { type SignedInDevice, sessionsOf } from './sessions.ts'
export { sessionsPart } from './sessions-part.ts'
export { wholeContact } from './whole-contact.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

export const signIn: Feature = {
  routes: (parts) => ({
    folder: 'sign-in',
    anyone: customerRoutes(parts)
      .route('/', deliveryRoutes(parts, { door: 'customer', path: paths.otp.progress }))
      .route('/', deliveryRoutes(parts, { door: 'staff', path: paths.staff.progress }))
      .route('/', staffRoutes(parts))
      .route('/', denialRoutes(parts)),
    customer: accountRoutes(parts)
      .route('/', refuseStrangersRoutes(parts))
      .route('/', accountPasskeyRoutes(parts, createCeremonies(parts))),
    staff: otpLogRoutes(parts).route('/', sessionLogRoutes(parts)),
    program: programApi(parts),
    token: tokenApi(parts),
  }),
  commands(program, withParts) {
    cleanUpCommand(program, withParts)
    signInDataCommand(program, withParts)
  },
  identify: createIdentify,
  hears: (parts) => (event) => {
    if ('message' in event) parts().news.tell(event.message.reference)
  },
  kinds: (parts) => ({
    [OTP_KIND]: codeMessages(parts),
    [NEW_DEVICE_KIND]: newDeviceMessages(parts),
    [PASSKEY_KIND]: passkeyMessages(parts),
  }),
  wordings: [codeWording, lateWording, newDeviceWording, passkeyWording],
  proofs: [{ name: 'purses of chance', run: ({ otp }) => otp.proof() }],
  chores: [
    { name: 'otp clean-up', everyMs: MINUTE, run: ({ otp }) => otp.cleanup() },
    { name: 'use of text messages', everyMs: MINUTE, run: judgeTexts },
    {
      name: 'session clean-up',
      everyMs: HOUR,
      run: ({ database, clock }) => purgeSessions(database.store, clock.now()),
    },
    { name: 'passkey clean-up', everyMs: HOUR, run: ({ db, clock }) => forgetSpentNonces(db, clock.now()) },
  ],
}
