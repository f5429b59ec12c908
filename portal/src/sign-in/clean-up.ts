import type { CleanupResult } from '@kerbside/otp'
import type { Actor } from '../audit/index.ts'
import { tell } from '../audit/index.ts'
import type { Parts } from '../web/parts.ts'

/**
 * Deletes the requests that are over, as somebody wished, and tells of each piece in its own commit. What the portal cleans
 * up by itself is told of nowhere.
 */
export const cleanUp = ({ otp, clock }: Pick<Parts, 'otp' | 'clock'>, by: Actor): Promise<CleanupResult> =>
  otp.cleanup(
    { keepMs: 0 },
    { inSameCommit: (trx, deleted) => tell(trx, { by, clock }, 'otp_cleaned_up', null, { deleted }) },
  )
