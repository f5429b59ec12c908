import assert from 'node:assert/strict'
import type { ChildProcess } from 'node:child_process'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { tieToUs } from '../testing/lifeline.ts'
import { shownAddress } from './shown.ts'

interface Owner {
  after(task: () => Promise<void>): void
}

/** What a block of commands said, and how it ended. */
export interface Said {
  readonly output: string
  readonly code: number | null
}

// A portal starts within a second or two; a busy machine takes longer.
const WAIT_MS = 30_000
const LOOK_MS = 20

/**
 * One reader's shell, who follows a page from top to bottom. It keeps what the reader would copy by hand: `$FLOW`, `$TOKEN`
 * and any other text member of a JSON answer under its name, and in `$CODE` the code that the portal showed last.
 */
export class Shell {
  readonly #folder: string
  readonly #environment: NodeJS.ProcessEnv
  #address = shownAddress
  #shownByPortal = ''
  #codesUsed = 0

  constructor(folder: string, environment: NodeJS.ProcessEnv) {
    this.#folder = folder
    this.#environment = { ...environment }
  }

  /** Runs commands to their end, both outputs together. */
  async run(commands: string): Promise<Said> {
    if (commands.includes('$CODE')) this.#environment['CODE'] = await this.#nextCode()
    const child = this.#start(commands.replaceAll(shownAddress, this.#address))
    const chunks: string[] = []
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => chunks.push(String(chunk)))
    const [code] = await once(child, 'close')
    const output = chunks.join('')
    this.#remember(output)
    return { output, code }
  }

  /** Starts a command that goes on, and waits until it has said what the page shows. It ends with its owner. */
  async serve(owner: Owner, command: string, shown: RegExp): Promise<void> {
    const child = this.#start(command, 'leads a group')
    const lifeline = tieToUs(child, `${this.#folder}/data`)
    owner.after(() => lifeline.cut())
    let complaints = ''
    child.stdout?.on('data', (chunk) => {
      this.#shownByPortal += String(chunk)
    })
    child.stderr?.on('data', (chunk) => {
      complaints += String(chunk)
    })
    await until(() => shown.test(this.#shownByPortal) || child.exitCode !== null)
    assert.match(this.#shownByPortal, shown, complaints)
    this.#address = /http:\/\/localhost:\d+/.exec(this.#shownByPortal)?.[0] ?? this.#address
  }

  #start(commands: string, group: 'ours' | 'leads a group' = 'ours'): ChildProcess {
    return spawn('/bin/sh', ['-euc', commands], {
      cwd: this.#folder,
      env: this.#environment,
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: group === 'leads a group',
    })
  }

  /** The newest code that no command has used: it stands alone on its line. */
  async #nextCode(): Promise<string> {
    const codes = () => this.#shownByPortal.match(/^\d[\d ]{5,}$/gm) ?? []
    await until(() => codes().length > this.#codesUsed)
    this.#codesUsed = codes().length
    return codes().at(-1)?.replaceAll(' ', '') ?? assert.fail('The portal has shown no code.')
  }

  #remember(output: string): void {
    for (const [, name = '', value = ''] of output.matchAll(/"(\w+)":"([^"\\]*)"/g)) {
      this.#environment[name.toUpperCase()] = value
    }
  }
}

async function until(isTrue: () => boolean): Promise<void> {
  for (let waited = 0; !isTrue() && waited < WAIT_MS; waited += LOOK_MS) await sleep(LOOK_MS)
}
