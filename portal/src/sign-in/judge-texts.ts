import type { TextsPause } from '@kerbside/otp'
import { systemActor, tell } from '../audit/index.ts'
import type { Parts } from '../web/parts.ts'

/** Lets countries pause whose codes by SMS or WhatsApp too few people use, and tells of each pause in its own commit. */
export const judgeTexts = ({ otp, clock }: Pick<Parts, 'otp' | 'clock'>): Promise<readonly TextsPause[]> =>
  otp.judgeTexts({
    inSameCommit: (trx, { country, ...facts }) =>
      tell(trx, { by: systemActor, clock }, 'texts_paused', `country ${country}`, facts),
  })
