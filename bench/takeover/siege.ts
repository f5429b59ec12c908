import type { PolicyOptions } from '../../packages/otp/src/index.ts'
import type { Attacker } from './attackers/attacker.ts'
import { Chance } from './chance.ts'
import { cleaning } from './cleaning.ts'
import type { Diary } from './diary.ts'
import type { EngineSource } from './engine-source.ts'
import type { JudgedGuesses } from './judged-guesses.ts'
import { liveUntil } from './lives.ts'
import { delivering, Mailbox } from './mailbox.ts'
import { mostMessages } from './message-days.ts'
import type { Habits } from './owner.ts'
import { Owner, WEEKLY } from './owner.ts'
import type { SeenFlow } from './stranger.ts'
import { Stranger } from './stranger.ts'
import { DAY, HOUR } from './time.ts'
import type { World } from './world.ts'
import { openWorld } from './world.ts'

export interface SiegeOptions {
  readonly days: number
  readonly habits?: Habits
  readonly policy?: PolicyOptions
}

/** What a siege came to. */
export interface Outcome {
  readonly judged: JudgedGuesses
  readonly takeovers: number
  readonly diary: Diary
  /** Digits of the longest code in any message to the owner, whoever asked for it. */
  readonly longestCode: number
  /** The most messages that the attacker caused in a day that began at rest, and in a later one. */
  readonly messages: { readonly dayOne: number; readonly later: number }
  /** What the engine's own proof of its purses finds wrong in the end. */
  readonly unbalanced: readonly string[]
}

const TARGETS = {
  email: { channel: 'email', address: 'ana.example@example.com' },
  sms: { channel: 'sms', address: '+9779841234567' },
} as const

/** One attacker and one owner, at one contact, for so many days. */
export async function siege(source: EngineSource, attacker: Attacker, options: SiegeOptions): Promise<Outcome> {
  const mailbox = new Mailbox()
  const world = await openWorld(source, mailbox.courier, options.policy)
  const target = TARGETS[attacker.channel]
  const stranger = new Stranger(world, target, new Chance(1))
  const owner = new Owner(world, mailbox, target, new Chance(2))
  const oldCookie = await owner.settleIn()
  await owner.settleIn()
  world.clock.advance(DAY)
  const means = {
    stranger,
    mailbox,
    oldCookie,
    presentCookie: () => owner.cookie,
    openFlows: () => forgedTokens(world),
  }
  const attack = attacker.lives(means).map((life) => delivering(world, mailbox, life))
  // Whoever attacks comes first, whenever both come at the same instant.
  const lives = [...attack, owner.live(options.habits ?? WEEKLY), cleaning(world, 6 * HOUR)]
  await liveUntil(world.clock, lives, world.clock.now() + options.days * DAY)
  const unbalanced = await world.engine.proof()
  world.close()
  const caused = mailbox.letters.filter(({ otp }) => stranger.asked(otp))
  return {
    judged: stranger.judged,
    takeovers: stranger.takeovers,
    diary: owner.diary,
    longestCode: Math.max(0, ...mailbox.letters.map(({ code }) => code.length)),
    messages: mostMessages(caused.map(({ at }) => at)),
    unbalanced,
  }
}

/** What somebody who knows the ids of open flows makes of them. */
const forgedTokens = ({ store, source }: World): SeenFlow[] =>
  store.all("SELECT id, code_length FROM otp WHERE state = 'open'").map(({ id, code_length }) => ({
    flow: source.otp.mintToken(Number(id)).token,
    held: false,
    codeLength: Number(code_length),
    resendAt: null,
    expiresAt: null,
  }))
