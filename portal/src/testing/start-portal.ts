import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import type { TestClock } from '../../../tools/testing/clock.ts'
import { testClock } from '../../../tools/testing/clock.ts'
import type { DatabaseAddress } from '../config/field-parsers.ts'
import type { Environment } from '../config.ts'
import { readConfig } from '../config.ts'
import { openDatabase } from '../db/database.ts'
import type { Dialect } from '../db/dialect.ts'
import { features } from '../features.ts'
import type { Portal } from '../portal.ts'
import { openPortal } from '../portal.ts'
import type { Feature } from '../web/feature.ts'
import { createLog } from '../web/log.ts'
import type { BrowserOptions } from './browser.ts'
import { Browser } from './browser.ts'
import { createAddress } from './databases.ts'

export interface TestPortalOptions {
  /** SQLite unless it says otherwise. */
  readonly database?: Dialect
  /** Settings by their names in the environment. */
  readonly settings?: Environment
  /** In place of the portal's own. */
  readonly features?: readonly Feature[]
}

/** A message that was sent, as the `file` backend writes it. */
export interface SentMessage {
  readonly at: string
  readonly channel: 'email' | 'sms' | 'whatsapp'
  readonly to: string
  readonly from: string | null
  readonly subject: string | null
  readonly text: string
  readonly html: string | null
}

/** A whole portal on a database of its own, with a clock that the test moves. It ends with the test. */
export interface TestPortal extends Pick<Portal, 'parts' | 'app'> {
  readonly clock: TestClock
  /** A new browser, without cookies. */
  browser(options?: Pick<BrowserOptions, 'headers' | 'address'>): Browser
  /** Waits until nothing is left to send, and gives all messages so far, the oldest first. */
  messages(): Promise<readonly SentMessage[]>
  /** What was logged, a line each. */
  readonly logged: readonly string[]
}

/** An operator far from UTC, with a currency and phone numbers of its own. */
const operator = { DEFAULT_REGION: 'NP', DEFAULT_CURRENCY: 'NPR', TIME_ZONE: 'Asia/Kathmandu' }

const key = 'the key of tests which is long enough'
const origin = 'http://localhost:3000'

/** Starts a portal for one test. */
export async function startPortal(t: TestContext, options: TestPortalOptions = {}): Promise<TestPortal> {
  const address = await createAddress(t, options.database ?? 'sqlite')
  const messageFile = join(temporaryFolder(t), 'messages.jsonl')
  const config = configOf({
    DATABASE_URL: urlOf(address),
    EMAIL_BACKEND: 'file',
    SMS_BACKEND: 'file',
    MESSAGE_FILE: messageFile,
    LOG_LEVEL: 'info',
    ...operator,
    ...options.settings,
  })
  const clock = testClock()
  const logged: string[] = []
  const log = createLog(config.logLevel, { write: (line) => logged.push(line) })
  const database = await openDatabase(address, { onError: (error) => log.error({ err: error }, 'database failed') })
  const portal = await openPortal({
    config,
    database,
    clock,
    log,
    features: options.features ?? features,
    print: () => {},
  })
  t.after(() => portal.close())
  await portal.start()
  const { app, parts } = portal
  return {
    app,
    parts,
    clock,
    logged,
    browser: (browserOptions = {}) => new Browser({ app, origin: config.publicUrl.origin, ...browserOptions }),
    async messages() {
      await parts.courier.idle()
      return messagesIn(messageFile)
    },
  }
}

function configOf(environment: Environment) {
  const read = readConfig({ PUBLIC_URL: origin, ...environment }, { developmentKey: () => key })
  if (!read.success) throw new Error(read.faults.join('\n'))
  return read.config
}

const urlOf = (address: DatabaseAddress): string =>
  address.dialect === 'sqlite' ? `sqlite:${address.file}` : address.url

function messagesIn(file: string): SentMessage[] {
  const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : []
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line))
}

function temporaryFolder(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'kerbside-portal-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}
