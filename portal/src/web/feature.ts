import type { Kind, OnEvent } from '@kerbside/courier'
import type { Command } from 'commander'
import type { Wording } from '../templates/index.ts'
import type { Identify } from './identity.ts'
import type { Routes } from './mount.ts'
import type { Parts, WrittenCustomers } from './parts.ts'

/** What a feature's `index.ts` gives to `portal.ts`. Whatever it does not have, it leaves out. */
export interface Feature {
  /** Its addresses. */
  routes?(parts: Parts): Routes
  /** The one feature that opens sessions tells who is behind a request. */
  identify?(parts: Parts): Identify
  /** Its messages, by kind; called before the parts are whole, so that a kind takes them when it renders. */
  kinds?(parts: () => Parts): Readonly<Record<string, Kind>>
  /** How its messages describe themselves: templates of the operator and the preview go by this. */
  readonly wordings?: readonly Wording[]
  /** Hears what becomes of messages, once their rows say the same; like the kinds it takes the parts when it needs them. */
  hears?(parts: () => Parts): OnEvent
  /** Makes its rows ready, once whenever a portal is opened; what it throws keeps the portal from opening. */
  prepare?(parts: Parts): Promise<void>
  /** Enters what customers brought along, in the commit that writes them; see {@link Parts.postOpenings}. */
  postOpenings?(parts: Parts, written: WrittenCustomers): Promise<void>
  /** What can be proven of its rows, by `kerbside verify`. */
  readonly proofs?: readonly Proof[]
  /** What it does by itself while the portal is served. */
  readonly chores?: readonly Chore[]
  /** Adds its commands to the command line. */
  commands?(program: Command, withParts: WithParts): void
}

/** Something that must hold for all rows, whatever happened. */
export interface Proof {
  /** For the report: `audit log`. */
  readonly name: string
  /** @returns a line for each fault, none when it holds */
  run(parts: Parts): Promise<readonly string[]>
}

/** Work in the background, at intervals. */
export interface Chore {
  /** For the log: `otp clean-up`. */
  readonly name: string
  readonly everyMs: number
  /** @param stopping aborted when the portal is about to end: long work leaves the rest to the next start */
  run(parts: Parts, stopping: AbortSignal): Promise<unknown>
}

/**
 * Runs a command's work on an open, migrated database.
 * @param work gives the exit code; what it throws is printed as one line, with exit code 1
 */
export type WithParts = (work: (tools: CommandTools) => Promise<number>) => Promise<void>

/** What a command works with. */
export interface CommandTools {
  readonly parts: Parts
  /** Writes a line to standard output. */
  readonly print: (line: string) => void
  /** Writes a line to standard error. */
  readonly complain: (line: string) => void
}
