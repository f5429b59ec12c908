/**
 * What strangers' text messages (SMS and WhatsApp) may take of a day: each costs money, and who lives on that asks for many.
 * All limits bind at once. Known devices and passes are never counted here.
 */
import { isRegion } from '../contacts/phone.ts'
import type { Rate } from './gcra.ts'
import { readRate } from './gcra.ts'
import type { LeastUse, LeastUseOptions } from './least-use.ts'
import { readLeastUse } from './least-use.ts'

/** What a program may set of it; all of it has a default. */
export interface PaidOptions extends LeastUseOptions {
  /** Messages to all numbers together, as `count/period`; 1000 a day by default. */
  all?: string
  /** Messages to the numbers of one country; 500 a day by default. */
  country?: string
  /** Messages that are asked for from one client address (IPv6: one /64); 60 a day by default. */
  address?: string
  /** Money a day, half of which strangers may spend; without it the counts alone bind. */
  dailyBudget?: number
  /** What a message costs, in the same currency; 0.10 by default. */
  price?: number
  /** … to the numbers of a country (ISO 3166) that has a price of its own. */
  prices?: Readonly<Record<string, number>>
  /** Countries that messages go to at all: where it is one, it may take all that strangers may. */
  countries?: readonly string[]
}

/** The limits as the engine works with them. */
export interface PaidLimits {
  readonly all: Rate
  readonly country: Rate
  readonly address: Rate
  readonly money: MoneyLimits | undefined
  /** When a country pauses. */
  readonly leastUse: LeastUse
}

/** What strangers may spend in any 24 hours: all of them, one country, one client address. */
interface MoneyLimits {
  readonly all: number
  readonly country: number
  readonly address: number
  readonly price: number
  readonly prices: Readonly<Record<string, number>>
}

/** What one message takes of an account (`gcra.ts`), in ms. */
export interface Charge {
  readonly subject: string
  readonly costMs: number
  readonly roomMs: number
}

const DAY_MS = 86_400_000
const STRANGERS_SHARE = 1 / 2
// What one of several countries, and one client address, may take of the strangers' share.
const COUNTRY_SHARE = 1 / 2
const ADDRESS_SHARE = 1 / 10

/**
 * Fills in the defaults.
 * @throws RangeError with one sentence that names the option
 */
export function readPaid(options: PaidOptions): PaidLimits {
  return {
    all: readRate(options.all ?? '1000/day'),
    country: readRate(options.country ?? '500/day'),
    address: readRate(options.address ?? '60/day'),
    money: options.dailyBudget === undefined ? undefined : readMoney(options.dailyBudget, options),
    leastUse: readLeastUse(options),
  }
}

function readMoney(budget: number, { price = 0.1, prices = {}, countries = [] }: PaidOptions): MoneyLimits {
  for (const region of Object.keys(prices)) {
    if (!isRegion(region)) throw new RangeError(`prices has countries by two letters of ISO 3166; got "${region}".`)
  }
  const all = budget * STRANGERS_SHARE
  const dearest = Math.max(price, ...Object.values(prices))
  if (!(price > 0 && Object.values(prices).every((one) => one > 0))) throw new RangeError('A price is above zero.')
  // Of what strangers may spend in a day one half is there at once, the other comes as the day goes by.
  if (!(dearest <= all / 2)) {
    throw new RangeError(`dailyBudget pays for four messages at least, at ${dearest} for the dearest; got ${budget}.`)
  }
  const country = countries.length === 1 ? all : all * COUNTRY_SHARE
  return { all, country, address: all * ADDRESS_SHARE, price, prices }
}

/** What a message to a number of this country takes, by subject: the order in which the accounts are locked. */
export function chargesOf({ all, country, money }: PaidLimits, region: string): readonly Charge[] {
  const price = money && priceIn(money, region)
  const ofCountry = money && price ? stricter(country, moneyRate(money.country, price)) : country
  const counts = [chargeBy('all', all), chargeBy(`country ${region}`, ofCountry)]
  if (!money || !price) return counts
  return [...counts, { subject: 'money', costMs: Math.ceil((DAY_MS * price) / (money.all / 2)), roomMs: DAY_MS }]
}

/** The rate of a client address's messages to this country. */
export const addressRate = ({ address, money }: PaidLimits, region: string): Rate =>
  money ? stricter(address, moneyRate(money.address, priceIn(money, region))) : address

const priceIn = ({ price, prices }: MoneyLimits, region: string): number => prices[region] ?? price

const chargeBy = (subject: string, { gapMs, burst }: Rate): Charge => ({
  subject,
  costMs: gapMs,
  roomMs: burst * gapMs,
})

/** As many messages in any 24 hours as the money pays for, and at least one: half of them at once, half spread over the day. */
function moneyRate(money: number, price: number): Rate {
  const messages = Math.max(1, Math.floor(money / price))
  const burst = Math.ceil(messages / 2)
  return { burst, gapMs: Math.ceil(DAY_MS / Math.max(1, messages - burst)) }
}

/** What keeps both rates. */
const stricter = (one: Rate, other: Rate): Rate => ({
  gapMs: Math.max(one.gapMs, other.gapMs),
  burst: Math.min(one.burst, other.burst),
})
