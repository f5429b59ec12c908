import type { Courier, Mailbox, Sender } from '@kerbside/courier'
import { createCourier, createMailbox } from '@kerbside/courier'
import type { Clock, PolicyOptions } from '@kerbside/otp'
import { createOtpEngine } from '@kerbside/otp'
import type { Config } from './config.ts'
import type { Database } from './db/database.ts'
import type { Dialect } from './db/dialect.ts'
import { createListeners } from './events.ts'
import type { Senders } from './senders.ts'
import { createSenders, staysHere } from './senders.ts'
import type { Templates, Wording } from './templates/index.ts'
import { loadTemplates } from './templates/index.ts'
import { createCookies } from './web/cookies.ts'
import { createCsrf } from './web/csrf.ts'
import type { Feature } from './web/feature.ts'
import { createPseudonym } from './web/keys.ts'
import type { Logger } from './web/log.ts'
import { createMessageNews } from './web/message-news.ts'
import { createMetrics } from './web/metrics.ts'
import type { Parts } from './web/parts.ts'
import { createStreams } from './web/streams.ts'
import { createWorkshop } from './workshop/index.ts'

export interface PartsOptions {
  readonly config: Config
  readonly database: Database
  readonly clock: Clock
  readonly log: Logger
  readonly features: readonly Feature[]
  /** Writes to the terminal, for the console backend. */
  print(block: string): void
}

/** Makes what the features work with, from the settings and an open database. */
export function createParts({ config, database, clock, log, features, print }: PartsOptions): Parts {
  const metrics = createMetrics()
  const listeners = createListeners(log, metrics)
  const { store, dialect } = database
  // Messages are rendered by parts that are made after the courier, which the engine needs to be made.
  let whole: Parts | undefined
  const parts = (): Parts => {
    if (!whole) throw new TypeError('A message was rendered before the portal was whole.')
    return whole
  }
  const senders = createSenders(config, print)
  const mailbox = config.isProduction || !staysHere(config) ? undefined : createMailbox({ limit: MAILBOX_MESSAGES })
  const hearing = [listeners.onCourierEvent, ...features.flatMap((feature) => feature.hears?.(parts) ?? [])]
  const courier: Courier = createCourier({
    store,
    clock,
    senders: mailbox ? tapped(senders, mailbox) : senders,
    kinds: Object.assign({}, ...features.map((feature) => feature.kinds?.(parts) ?? {})),
    onEvent: (event) => {
      for (const hear of hearing) hear(event)
    },
    ...(database.listen ? { listen: database.listen } : {}),
  })
  const otp = createOtpEngine({
    store,
    courier,
    clock,
    keys: config.secretKey,
    policy: policyOf(config, dialect),
    onEvent: listeners.onOtpEvent,
  })
  const workshop = createWorkshop()
  const cookies = createCookies(config.publicUrl)
  const csrf = createCsrf(config.secretKey, cookies)
  const [newestKey = ''] = config.secretKey
  const pseudonym = createPseudonym(newestKey)
  const { db, change } = database
  const templates = templatesOf(config, features)
  whole = {
    config,
    clock,
    database,
    db,
    change,
    otp,
    courier,
    news: createMessageNews(),
    streams: createStreams(),
    templates,
    mailbox,
    workshop,
    cookies,
    csrf,
    log,
    metrics,
    pseudonym,
    async postOpenings(written) {
      for (const feature of features) await feature.postOpenings?.(parts(), written)
    },
  }
  return whole
}

/** Commands look at the templates before anything is opened, and name each fault; what comes this far is sound. */
function templatesOf(config: Config, features: readonly Feature[]): Templates {
  const loaded = loadTemplates(config, wordingsOf(features))
  if (loaded.success) return loaded.templates
  throw new Error(loaded.faults.join('\n'))
}

/** The messages of all features. */
export const wordingsOf = (features: readonly Feature[]): readonly Wording[] =>
  features.flatMap(({ wordings = [] }) => wordings)

const MAILBOX_MESSAGES = 50

function tapped({ email, sms, whatsapp }: Senders, mailbox: Mailbox): Senders {
  const tap = (senders: readonly Sender[]) => senders.map((sender) => mailbox.tap(sender))
  return { email: tap(email), sms: tap(sms), whatsapp: tap(whatsapp) }
}

// A row lock lasts until the commit is on disk, which PostgreSQL's processes must not all queue for.
const SHARDS: Record<Dialect, number> = { sqlite: 1, postgres: 16 }

/** The settings of sign-in, as the engine calls them. */
function policyOf(config: Config, dialect: Dialect): PolicyOptions {
  const cooldown = config.otpResendCooldownSeconds
  return {
    length: config.otpLength,
    expiryMinutes: config.otpExpiryMinutes,
    maxAttempts: config.otpMaxAttempts,
    cooldownSeconds: [cooldown, 2 * cooldown, 4 * cooldown],
    resend: config.otpResend,
    takeoverBound: config.otpTakeoverBound,
    takeoverBoundAll: config.otpTakeoverBoundAll,
    shards: SHARDS[dialect],
    strangerEmail: config.otpLimitStrangerEmail,
    strangerSms: config.otpLimitStrangerSms,
    device: config.otpLimitDevice,
    address: config.otpLimitAddress,
    paid: {
      all: config.otpLimitSms,
      country: config.otpLimitSmsCountry,
      address: config.otpLimitSmsAddress,
      ...(config.otpSmsDailyBudget === undefined ? {} : { dailyBudget: config.otpSmsDailyBudget }),
      price: config.otpSmsPrice.usual,
      prices: config.otpSmsPrice.prices,
      countries: config.otpSmsCountries,
      leastUse: config.otpSmsLeastUse,
      judgedFrom: config.otpSmsJudgedFrom,
      pauseHours: config.otpSmsPauseHours,
    },
    limits: config.otpLimits === 'on',
    defaultRegion: config.defaultRegion,
  }
}
