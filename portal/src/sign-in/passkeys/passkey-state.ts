import type { Config } from '../../config.ts'
import type { StaffRole } from '../../db/tables.ts'
import type { PasskeyState } from '../../web/identity.ts'
import { touchesMoneyOrStaff } from '../../web/permissions.ts'
import { relyingPartyOf } from './relying-party.ts'

export interface PasskeyFacts {
  readonly role: StaffRole
  readonly isDemo: boolean
  /** How many passkeys the person has. */
  readonly passkeys: number
  /** True when one was shown in this session. */
  readonly hasShown: boolean
}

/**
 * How far one of the staff has come with the second step of signing in. Who has a passkey shows it, whatever the role; the
 * roles that move money or rights must have one where the site is served to others.
 * @see docs/decisions/0006-a-passkey-as-the-second-step.md
 */
export function passkeyStateOf(config: Config, { role, isDemo, passkeys, hasShown }: PasskeyFacts): PasskeyState {
  if (!relyingPartyOf(config)) return 'none'
  if (passkeys > 0) return hasShown ? 'shown' : 'asked'
  const isServed = config.isProduction || (config.publicUrl.protocol === 'https:' && !isDemo)
  return isServed && touchesMoneyOrStaff(role) ? 'missing' : 'none'
}
