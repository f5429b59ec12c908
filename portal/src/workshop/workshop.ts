import type { ChildProcess } from 'node:child_process'
import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { PrintedDocument } from './document.ts'
import type { Answer, Job } from './jobs.ts'

/** Heavy work, done in one child process that is there only while there is some. */
export interface Workshop {
  /**
   * Makes a PDF/UA-1.
   * @throws WorkshopBusy when too much waits already: come back later
   */
  print(document: PrintedDocument): Promise<Uint8Array>
  /** Refuses new work and ends the child. */
  close(): Promise<void>
}

/** More work than can be done in bearable time. */
export class WorkshopBusy extends Error {
  override name = 'WorkshopBusy'
}

export interface WorkshopOptions {
  /** The child's program. */
  readonly program?: string
  /** Jobs until the child is replaced: a document leaves some 100 kB behind in the compiler. */
  readonly jobsAChild?: number
  /** How long a child without work stays. */
  readonly idleMs?: number
  /** How long one job may take. */
  readonly jobWithinMs?: number
  /** How many jobs may wait. */
  readonly queued?: number
}

interface Waiting {
  readonly job: Job
  readonly done: (made: Uint8Array) => void
  readonly failed: (error: Error) => void
  attempts: number
}

// A document takes 30 ms: what waits behind two hundred others waits six seconds.
const defaults = { jobsAChild: 500, idleMs: 30_000, jobWithinMs: 20_000, queued: 200 }
const program = fileURLToPath(new URL('./child.ts', import.meta.url))
// A child may die of anything once; a job that kills two children is the cause.
const ATTEMPTS = 2

/** Opens a workshop; the child is started with the first job. */
export function createWorkshop(options: WorkshopOptions = {}): Workshop {
  const bench = new Bench({ program, ...defaults, ...options })
  return {
    print: (document) => bench.order({ task: 'print', document }),
    close: () => bench.close(),
  }
}

/**
 * One child and the jobs before it:
 *
 *     no child → (a job) → working ⇄ idle → (idle for long, or worn out) → no child
 */
class Bench {
  readonly #options: Required<WorkshopOptions>
  readonly #waiting: Waiting[] = []
  #current: Waiting | undefined
  #child: ChildProcess | undefined
  #made = 0
  #timer: NodeJS.Timeout | undefined
  #isClosed = false

  constructor(options: Required<WorkshopOptions>) {
    this.#options = options
  }

  order(job: Job): Promise<Uint8Array> {
    if (this.#isClosed || this.#waiting.length >= this.#options.queued) {
      return Promise.reject(new WorkshopBusy('Too many documents are being made.'))
    }
    const { promise, resolve: done, reject: failed } = Promise.withResolvers<Uint8Array>()
    this.#waiting.push({ job, done, failed, attempts: 0 })
    this.#next()
    return promise
  }

  async close(): Promise<void> {
    this.#isClosed = true
    for (const { failed } of this.#waiting.splice(0)) failed(new WorkshopBusy('The workshop is closing.'))
    const child = this.#child
    if (!child) return
    const { promise: ended, resolve } = Promise.withResolvers<void>()
    child.once('exit', () => resolve())
    child.ref() // from here on it is waited for, else this process could end within the wait
    this.#dismiss()
    await ended
  }

  #next(): void {
    if (this.#current) return
    const waiting = this.#waiting.shift()
    if (!waiting) {
      this.#after(this.#options.idleMs, () => this.#dismiss())
      return
    }
    this.#current = waiting
    waiting.attempts += 1
    this.#child ??= this.#start()
    // The timer keeps this process until the answer is here; an idle child keeps nobody.
    this.#after(this.#options.jobWithinMs, () => this.#child?.kill('SIGKILL'))
    this.#child.send({ id: this.#made, job: waiting.job })
  }

  #start(): ChildProcess {
    const child = fork(this.#options.program, {
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      env: {}, // it needs no secret of ours
    })
    child.unref()
    this.#made = 0
    child.channel?.unref()
    child.on('message', (answer: Answer) => this.#answered(answer))
    child.on('exit', () => this.#ended(child))
    child.on('error', () => this.#ended(child))
    return child
  }

  #answered(answer: Answer): void {
    const current = this.#current
    this.#current = undefined
    this.#made += 1
    if (this.#made >= this.#options.jobsAChild || this.#isClosed) this.#dismiss()
    if ('made' in answer) current?.done(answer.made)
    else current?.failed(new Error(answer.fault))
    this.#next()
  }

  /** The child died, by itself or by us. A job that it held is begun once more. */
  #ended(child: ChildProcess): void {
    if (this.#child !== child) return
    this.#child = undefined
    const held = this.#current
    this.#current = undefined
    if (held && (held.attempts >= ATTEMPTS || this.#isClosed)) held.failed(new Error('The document could not be made.'))
    else if (held) this.#waiting.unshift(held)
    if (this.#waiting.length > 0) this.#next()
  }

  /** Lets the child go: it ends when its channel does. */
  #dismiss(): void {
    clearTimeout(this.#timer)
    const child = this.#child
    this.#child = undefined
    if (child?.connected) child.disconnect()
  }

  #after(milliseconds: number, task: () => void): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(task, milliseconds)
    if (!this.#current) this.#timer.unref()
  }
}
