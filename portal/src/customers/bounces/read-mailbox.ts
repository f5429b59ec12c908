import { createReadStream } from 'node:fs'
import { open, readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { LARGEST_BOUNCE_BYTES } from '@kerbside/courier'

/** A mail as it lies in a mailbox; undefined for one that is larger than any report. */
export type StoredMail = Buffer | undefined

/** Something that is neither a mailbox nor a mail. */
export class NoMailbox extends Error {
  override name = 'NoMailbox'
}

/**
 * Reads the mails of an mbox file, of a Maildir folder, or the one mail that a file or standard input holds. Nothing is moved
 * or deleted.
 * @param path `-` for standard input
 */
export async function* readMailbox(path: string, input: NodeJS.ReadableStream): AsyncGenerator<StoredMail> {
  if (path === '-') return yield* mailsIn(input)
  if ((await stat(path)).isDirectory()) return yield* mailsOfMaildir(path)
  yield* mailsIn(createReadStream(path))
}

/** @see https://cr.yp.to/proto/maildir.html: what is being written lies in `tmp` */
async function* mailsOfMaildir(folder: string): AsyncGenerator<StoredMail> {
  const inside = await readdir(folder)
  const boxes = ['new', 'cur'].filter((box) => inside.includes(box))
  if (boxes.length === 0) throw new NoMailbox(`${folder} is no Maildir: it has neither new nor cur in it.`)
  for (const box of boxes) {
    const names = await readdir(join(folder, box), { withFileTypes: true })
    for (const { name } of names.filter((entry) => entry.isFile() && !entry.name.startsWith('.'))) {
      const mail = await readWhole(join(folder, box, name))
      if (mail !== 'gone') yield mail
    }
  }
}

/** A mail program may take or rename a mail while we look. */
async function readWhole(file: string): Promise<StoredMail | 'gone'> {
  try {
    await using handle = await open(file)
    const { size } = await handle.stat()
    return size > LARGEST_BOUNCE_BYTES ? undefined : await handle.readFile()
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return 'gone'
    throw error
  }
}

// The line before each mail of an mbox: sender and time. `From here on` at the start of a paragraph is none.
const SEPARATOR = /^From \S* .*\d\d:\d\d.*\b\d{4}\b/
// An address has 320 characters at most. Anybody can send a line of megabytes, on which the pattern would try for hours.
const LONGEST_SEPARATOR = 500
const isSeparator = (line: string): boolean => line.length <= LONGEST_SEPARATOR && SEPARATOR.test(line)

/** Mails of an mbox, or one mail: what the first line is decides. Lines are bytes here, whatever they are encoded in. */
async function* mailsIn(stream: NodeJS.ReadableStream): AsyncGenerator<StoredMail> {
  const gathered = new Gathered()
  let isMbox: boolean | undefined
  for await (const line of linesOf(stream)) {
    isMbox ??= line.startsWith('From ')
    if (isMbox && gathered.isAtBoundary && (isSeparator(line) || gathered.isUnbegun)) {
      if (!gathered.isUnbegun) yield gathered.take()
      gathered.begin()
    } else gathered.add(isMbox ? line.replace(/^>(>*From )/, '$1') : line)
  }
  if (!gathered.isUnbegun) yield gathered.take()
}

/** The lines of one mail so far; of one that grows too large nothing is kept. */
class Gathered {
  #lines: string[] | undefined
  #size = 0
  #last = ''

  get isUnbegun(): boolean {
    return this.#lines === undefined
  }

  /** A mail of an mbox ends with an empty line. */
  get isAtBoundary(): boolean {
    return this.#last.trim() === ''
  }

  begin(): void {
    this.#lines = []
    this.#size = 0
    this.#last = ''
  }

  add(line: string): void {
    if (this.#lines === undefined) this.begin()
    this.#size += line.length + 1
    this.#last = line
    if (this.#size <= LARGEST_BOUNCE_BYTES) this.#lines?.push(line)
    else this.#lines = []
  }

  take(): StoredMail {
    const mail = this.#size > LARGEST_BOUNCE_BYTES ? undefined : Buffer.from((this.#lines ?? []).join('\n'), 'latin1')
    this.#lines = undefined
    return mail
  }
}

async function* linesOf(stream: NodeJS.ReadableStream): AsyncGenerator<string> {
  let rest = ''
  stream.setEncoding('latin1')
  for await (const piece of stream) {
    const lines = `${rest}${piece}`.split('\n')
    rest = lines.pop() ?? ''
    yield* lines
    if (rest.length <= LARGEST_BOUNCE_BYTES) continue
    yield rest // no mail has such a line; it is not gathered either
    rest = ''
  }
  if (rest !== '') yield rest
}
