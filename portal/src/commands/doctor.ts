import { access, constants, mkdir } from 'node:fs/promises'
import type { Sender, SendFault } from '@kerbside/courier'
import { SendError } from '@kerbside/courier'
import type { Config } from '../config.ts'
import { wordingsOf } from '../create-parts.ts'
import { pendingMigrations } from '../db/migrate.ts'
import { features } from '../features.ts'
import type { Senders } from '../senders.ts'
import { createSenders } from '../senders.ts'
import { loadTemplates } from '../templates/index.ts'
import { explain } from './explain.ts'
import { loadOrComplain, open } from './load.ts'
import type { Terminal } from './terminal.ts'

/** One thing that is looked at. It throws what is wrong, or gives a remark. */
interface Check {
  readonly name: string
  run(): Promise<string>
}

/** Checks settings, database and senders, and says what to do about each failure. Gives 1 when something fails. */
export async function examine(terminal: Terminal): Promise<number> {
  const config = loadOrComplain(terminal)
  if (!config) return 1
  terminal.print(`ok    settings: ${config.isProduction ? 'for production' : 'for development'}`)
  let failures = 0
  for (const check of [dataFolder(config), database(config), ...messageTexts(config), ...senders(config)]) {
    try {
      terminal.print(`ok    ${check.name}: ${await check.run()}`)
    } catch (error) {
      failures += 1
      terminal.complain(`FAIL  ${check.name}: ${error instanceof SendError ? explainSending(error) : explain(error)}`)
    }
  }
  terminal.print(failures === 0 ? 'All is well.' : `${failures} to mend.`)
  return failures === 0 ? 0 : 1
}

const dataFolder = ({ dataFolder: folder }: Config): Check => ({
  name: 'data folder',
  async run() {
    await mkdir(folder, { recursive: true })
    await access(folder, constants.W_OK)
    return folder
  },
})

const database = (config: Config): Check => ({
  name: 'database',
  async run() {
    const { database: opened } = await open(config)
    try {
      const pending = await pendingMigrations(opened)
      return pending.length === 0
        ? `${opened.dialect}, up to date`
        : `${opened.dialect}, ${pending.length} steps to take; "serve" takes them, or "migrate"`
    } finally {
      await opened.close()
    }
  },
})

/** Faults of templates are said with those of the settings; here only how many there are. */
function messageTexts(config: Config): readonly Check[] {
  const folder = config.messageTemplates
  if (folder === undefined) return []
  const loaded = loadTemplates(config, wordingsOf(features))
  const own = loaded.success ? loaded.templates.own : 0
  return [{ name: 'message texts', run: async () => `files of yours that go before ours: ${own}, in ${folder}` }]
}

/** A backend that this version cannot send by is a failure like another: the other checks go on. */
function senders(config: Config): readonly Check[] {
  try {
    return checksOf(createSenders(config, () => {}))
  } catch (error) {
    return [{ name: 'senders', run: () => Promise.reject(error) }]
  }
}

function checksOf({ email, sms }: Senders): readonly Check[] {
  if (sms.length > 0) return [...email.map(signInTo('mail')), ...sms.map(signInTo('SMS'))]
  const off = { name: 'SMS', run: async () => 'no SMS_BACKEND, so nobody signs in by phone' }
  return [...email.map(signInTo('mail')), off]
}

const signInTo =
  (channel: string) =>
  (sender: Sender): Check => ({
    name: `${channel} by ${sender.name}`,
    async run() {
      try {
        await sender.verify?.()
      } finally {
        await sender.close()
      }
      return remarks[sender.name] ?? 'signed in'
    },
  })

const remarks: Readonly<Record<string, string>> = {
  console: 'codes are shown where the portal runs, and sent to nobody',
  file: 'codes are written to MESSAGE_FILE, and sent to nobody',
}

const explainSending = ({ detail, fault }: SendError) => `${detail}. ${adviceByDetail(detail) ?? advices[fault]}`

/** What the operating system or the name server said is clearer than the kind of fault. */
function adviceByDetail(detail: string): string | undefined {
  if (/ENOTFOUND|EDNS|EAI_AGAIN/.test(detail))
    return 'Check the spelling of EMAIL_HOST: no machine of that name is known.'
  if (/ENOENT|EACCES|EROFS/.test(detail))
    return 'Check MESSAGE_FILE: its folder must be there and be open to this user.'
  return undefined
}

const advices: Readonly<Record<SendFault, string>> = {
  temporary: 'Check EMAIL_HOST and EMAIL_PORT, and that no firewall stands between (`nc -vz HOST PORT`).',
  misconfigured: 'Check user, password and EMAIL_USE_TLS; Gmail wants an app password.',
  rejected: 'The server refuses us: check DEFAULT_FROM_EMAIL.',
  undeliverable: 'Check DEFAULT_FROM_EMAIL.',
}
