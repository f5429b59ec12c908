import type { Courier, Mailbox } from '@kerbside/courier'
import type { Clock, OtpEngine, Trx } from '@kerbside/otp'
import type { Config } from '../config.ts'
import type { Change, Database, Db } from '../db/database.ts'
import type { Templates } from '../templates/index.ts'
import type { Workshop } from '../workshop/index.ts'
import type { Cookies } from './cookies.ts'
import type { Csrf } from './csrf.ts'
import type { Pseudonym } from './keys.ts'
import type { Logger } from './log.ts'
import type { MessageNews } from './message-news.ts'
import type { Metrics } from './metrics.ts'
import type { Streams } from './streams.ts'

/** Customers who were written, with the transaction that did. */
export interface WrittenCustomers {
  readonly trx: Db
  readonly commit: Trx
  /** Those whose opening balance was set or corrected. */
  readonly customerIds: readonly number[]
}

/** What features work with. Each takes all of it and uses what it needs; tests bring a clock of their own. */
export interface Parts {
  readonly config: Config
  readonly clock: Clock
  readonly database: Database
  /** Queries outside of a change. */
  readonly db: Db
  /** One change in one transaction. */
  readonly change: Change
  readonly otp: OtpEngine
  readonly courier: Courier
  /** That something has become of a message, for whoever waits for it. */
  readonly news: MessageNews
  /** Answers that stay open. */
  readonly streams: Streams
  /** The words of every message. */
  readonly templates: Templates
  /** What was sent since the start, to look at in development; nothing is kept where messages leave this machine. */
  readonly mailbox: Mailbox | undefined
  /** Makes documents, in a process of its own. */
  readonly workshop: Workshop
  readonly cookies: Cookies
  readonly csrf: Csrf
  readonly log: Logger
  readonly metrics: Metrics
  /** Names a contact in logs. */
  readonly pseudonym: Pseudonym
  /** For whoever writes opening balances, and knows nothing of the books: they are entered in the same commit. */
  readonly postOpenings: (written: WrittenCustomers) => Promise<void>
}
