import { readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { parseEnv } from 'node:util'
import { developmentKey } from './config/development-key.ts'
import type { Sender } from './config/field-parsers.ts'
import { Fault } from './config/parsers.ts'
import { faultsBetween } from './config/rules.ts'
import type { Setting, Settings } from './config/settings.ts'
import { settings } from './config/settings.ts'
import { isThisMachine } from './config/this-machine.ts'

/** The settings of one process, with the defaults that follow from one another filled in. */
export interface Config extends Settings {
  readonly publicUrl: URL
  readonly secretKey: readonly string[]
  readonly logLevel: NonNullable<Settings['logLevel']>
  readonly defaultFromEmail: Sender
  readonly smsBackend: NonNullable<Settings['smsBackend']>
  readonly messageFile: string
  readonly otpSmsCountries: readonly string[]
  readonly isProduction: boolean
  /** Where the process keeps what it makes itself: the folder of the SQLite file, else `data`. */
  readonly dataFolder: string
}

export type ReadConfig = { success: true; config: Config } | { success: false; faults: readonly string[] }

/** Names and texts of settings, as the environment has them. */
export type Environment = Readonly<Record<string, string | undefined>>

/** Reads the environment of this process; what it leaves unset comes from `.env` in the working folder. */
export function loadConfig(): ReadConfig {
  return readConfig({ ...dotEnv(), ...process.env }, { developmentKey })
}

function dotEnv(): Environment {
  try {
    return parseEnv(readFileSync('.env', 'utf8'))
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return {}
    throw error
  }
}

/**
 * Reads all settings.
 * @param makes.developmentKey gives the key of a machine that is not production and has none
 * @returns the settings, or one line for each fault, all of them at once
 */
export function readConfig(environment: Environment, makes: { developmentKey(folder: string): string }): ReadConfig {
  const faults = new Map<string, string>()
  const read = Object.fromEntries(
    Object.entries<Setting<unknown>>(settings).map(([name, setting]) => [
      codeName(name),
      readSetting(setting, environment[name], (fault) => faults.set(name, `${name}: ${fault.message}.`)),
    ]),
  )
  if (!isWhole(read)) throw new TypeError('A row of the table of settings was not read.')
  for (const fault of faultsBetween(read)) {
    const name = fault.slice(0, fault.indexOf(':'))
    if (!faults.has(name)) faults.set(name, fault)
  }
  if (faults.size > 0) return { success: false, faults: [...faults.values()] }
  return { success: true, config: withDefaults(read, makes.developmentKey) }
}

/** An empty text is an unset setting: shells and compose files cannot tell the two apart. */
function readSetting(setting: Setting<unknown>, given: string | undefined, refuse: (fault: Fault) => void): unknown {
  const { parse, fallback } = setting
  const written = given?.trim()
  try {
    if (written) return parse(written)
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    refuse(error) // and go on with the default, so that all faults come out at once
  }
  return fallback === undefined ? undefined : parse(fallback)
}

const isWhole = (read: object): read is Settings => Object.keys(settings).every((name) => codeName(name) in read)

/** `OTP_EXPIRY_MINUTES` as code writes it: `otpExpiryMinutes`. */
const codeName = (name: string): string =>
  name.toLowerCase().replace(/_(.)/g, (_, letter: string) => letter.toUpperCase())

function withDefaults(settings: Settings, makeKey: (folder: string) => string): Config {
  const { databaseUrl } = settings
  const isProduction = settings.nodeEnv === 'production'
  const publicUrl = settings.publicUrl ?? new URL(`http://localhost:${settings.port}`)
  const dataFolder = databaseUrl.dialect === 'sqlite' ? dirname(databaseUrl.file) : resolve('data')
  return {
    ...settings,
    isProduction,
    dataFolder,
    publicUrl,
    secretKey: settings.secretKey ?? [makeKey(dataFolder)],
    logLevel: settings.logLevel ?? (isProduction ? 'info' : 'warn'),
    emailUseTls: settings.emailUseTls ?? !isThisMachine(settings.emailHost),
    email2UseTls: settings.email2UseTls ?? !isThisMachine(settings.email2Host),
    defaultFromEmail: settings.defaultFromEmail ?? { name: '', address: `noreply@${publicUrl.hostname}` },
    smsBackend: settings.smsBackend ?? (isProduction ? [] : ['console']),
    messageFile: resolve(settings.messageFile ?? join(dataFolder, 'messages.jsonl')),
    otpSmsCountries: settings.otpSmsCountries ?? [settings.defaultRegion],
  }
}
