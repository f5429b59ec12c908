import type { Life } from '../lives.ts'
import type { Mailbox } from '../mailbox.ts'
import type { SeenFlow, Stranger } from '../stranger.ts'
import { HOUR } from '../time.ts'

/** What an attacker has to work with. Who is a mere stranger touches nothing but the first. */
export interface Means {
  readonly stranger: Stranger
  readonly mailbox: Mailbox
  /** The cookie of a device that the owner uses no more. */
  readonly oldCookie: string
  /** The cookie that the owner's device holds at present, if somebody reads it all the time. */
  presentCookie(): string
  /** All open flows, under tokens with their ids and another secret. */
  openFlows(): readonly SeenFlow[]
}

/** Somebody who wants to get in, written as what they do over time. */
export interface Attacker {
  readonly name: string
  /** What the attacker has beside the contact's name; it decides which promise holds. */
  readonly has: 'nothing' | 'cookie' | 'pass'
  readonly channel: 'email' | 'sms'
  /** Days that go by before anything happens. */
  readonly restsDays: number
  lives(means: Means): readonly Life[]
}

/** A mere stranger who attacks by mail. */
export const stranger = (name: string, live: (stranger: Stranger) => Life, lives = 1): Attacker => ({
  name,
  has: 'nothing',
  channel: 'email',
  restsDays: 0,
  lives: (means) => Array.from({ length: lives }, () => live(means.stranger)),
})

/** When a held flow may be tried again. */
export const whenFree = (who: Stranger, { resendAt }: SeenFlow): number => Math.max(resendAt ?? 0, who.now() + 1000)

/** Nobody asks more often than this in one go; lanes stop it far earlier. */
export const MOST_AT_ONCE = 100

/** Where nothing better is known: an hour later. */
export const later = (who: Stranger): number => who.now() + HOUR
