import { DAY } from '../time.ts'
import type { Attacker } from './attacker.ts'
import { stranger } from './attacker.ts'
import { circling, greedy, oneGuess, parallel, resending, waitingForShortCodes } from './by-asking.ts'
import { withCookie, withPass } from './by-knowing.ts'
import { heldLate, holdingStakes, rollingStakes, sleeping, spellings } from './by-timing.ts'

const byMail = { channel: 'email', restsDays: 0 } as const

/** Everybody who attacks. */
export const ATTACKERS: readonly Attacker[] = [
  stranger('greedy', greedy),
  stranger('parallel', parallel),
  stranger('resending', resending),
  stranger('waiting for short codes', waitingForShortCodes),
  stranger('one guess a flow', oneGuess),
  { ...stranger('sleeping a year', sleeping), restsDays: 365 },
  stranger('holding stakes', holdingStakes, 6),
  stranger('rolling stakes', rollingStakes),
  stranger('fifty spellings', spellings),
  stranger('held flows opened late', heldLate),
  stranger('every option', circling),
  { ...stranger('greedy, by SMS', greedy), channel: 'sms' },
  {
    ...byMail,
    name: 'cookie of an old device',
    has: 'cookie',
    lives: ({ stranger, oldCookie }) => [withCookie(stranger, () => oldCookie)],
  },
  {
    ...byMail,
    name: 'cookie of the device in use',
    has: 'cookie',
    lives: ({ stranger, presentCookie }) => [withCookie(stranger, presentCookie)],
  },
  { ...byMail, name: 'a pass seen once', has: 'pass', lives: (means) => [withPass(means, Number.POSITIVE_INFINITY)] },
  { ...byMail, name: 'a pass seen monthly', has: 'pass', lives: (means) => [withPass(means, 30 * DAY)] },
]
