/**
 * Somebody with a list of addresses asks for each of them once a week and guesses. Among them is one contact whose lane is kept
 * empty, and whose owner signs in every day: on a known device, or on a new one with the pass.
 */
import { idle } from './attackers/by-asking.ts'
import { Chance } from './chance.ts'
import { cleaning } from './cleaning.ts'
import type { Diary } from './diary.ts'
import type { EngineSource } from './engine-source.ts'
import { JudgedGuesses } from './judged-guesses.ts'
import type { Life } from './lives.ts'
import { liveUntil } from './lives.ts'
import { delivering, Mailbox } from './mailbox.ts'
import { Owner } from './owner.ts'
import { Stranger } from './stranger.ts'
import { DAY, HOUR } from './time.ts'
import type { World } from './world.ts'
import { openWorld } from './world.ts'

export interface SprayOptions {
  readonly contacts: number
  readonly weeks: number
}

/** What a spray came to. */
export interface Sprayed {
  flows: number
  readonly judged: JudgedGuesses
  takeovers: number
  /** Flows that got no code: each had a message left in its lane, so that a purse held them. */
  heldByPurse: number
  longestCode: number
  /** What the owner in their midst lived through. */
  readonly diary: Diary
  /** What the engine's own proof of its purses finds wrong in the end. */
  unbalanced: readonly string[]
}

const WITNESS = { channel: 'email', address: 'witness@example.com' } as const
const GUESSES = 5
const AT_ONCE = 200
const HOURS_A_WEEK = 168

export async function spray(source: EngineSource, options: SprayOptions): Promise<Sprayed> {
  const mailbox = new Mailbox()
  const world = await openWorld(source, {
    enqueue: (trx, order) => (order.address === WITNESS.address ? mailbox.courier.enqueue(trx, order) : undefined),
  })
  const owner = new Owner(world, mailbox, WITNESS, new Chance(2))
  await owner.settleIn()
  const sprayed: Sprayed = {
    flows: 0,
    judged: new JudgedGuesses(),
    takeovers: 0,
    heldByPurse: 0,
    longestCode: 0,
    diary: owner.diary,
    unbalanced: [],
  }
  const lives = [
    cleaning(world, HOUR),
    delivering(world, mailbox, idle(new Stranger(world, WITNESS, new Chance(1)))),
    owner.live({ everyMs: DAY, newDeviceOneIn: 2 }),
    spraying(world, options, sprayed),
  ]
  await liveUntil(world.clock, lives, world.clock.now() + options.weeks * 7 * DAY)
  sprayed.unbalanced = await world.engine.proof()
  world.close()
  return sprayed
}

/** Spreads a week's flows evenly over its hours. Those of one hour begin together, which leaves the purse the least time. */
async function* spraying(world: World, { contacts }: SprayOptions, sprayed: Sprayed): Life {
  const chance = new Chance(3)
  for (let hour = 0; ; hour = (hour + 1) % HOURS_A_WEEK) {
    const until = Math.floor((contacts * (hour + 1)) / HOURS_A_WEEK)
    for (let from = Math.floor((contacts * hour) / HOURS_A_WEEK); from < until; from += AT_ONCE) {
      const group = Array.from(
        { length: Math.min(AT_ONCE, until - from) },
        (_, index) => `c${from + index}@example.com`,
      )
      await Promise.all(group.map((address) => attack(world, address, chance, sprayed)))
    }
    yield world.clock.now() + HOUR
  }
}

async function attack(world: World, address: string, chance: Chance, sprayed: Sprayed): Promise<void> {
  const who = new Stranger(world, { channel: 'email', address }, chance, sprayed.judged)
  const flow = await who.request()
  sprayed.flows += 1
  if (flow.held) sprayed.heldByPurse += 1
  sprayed.longestCode = Math.max(sprayed.longestCode, flow.codeLength ?? 0)
  await who.guess(flow, GUESSES)
  sprayed.takeovers += who.takeovers
}
