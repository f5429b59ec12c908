import { open } from 'node:fs/promises'
import type { Sender } from './sender.ts'
import { SendError } from './sender.ts'

export interface FileSenderOptions {
  readonly file: string
  /** What stands in `from`: an address, `Name <address>` or a number. */
  readonly from?: string
}

// Codes stand in the file: it is its owner's alone.
const OWNER_ONLY = 0o600

/**
 * Appends each message to a file, one JSON object a line:
 * `at` (ISO 8601), `channel`, `to`, `from`, `subject`, `text`, `html`; what a message has not is null.
 *
 * Several processes may share the file: a line is one write at the end of the file (`O_APPEND`). It may be moved away at
 * any time, since it is opened anew for each message.
 *
 * @example
 * fileSender({ file: 'messages.jsonl', from: 'Kerbside <noreply@example.org>' })
 */
export function fileSender({ file, from }: FileSenderOptions): Sender {
  return {
    name: 'file',
    concurrency: 1, // keeps the order in which messages were begun
    async send({ subject = null, text, html = null }, { channel, to, at }) {
      const entry = { at: new Date(at).toISOString(), channel, to, from: from ?? null, subject, text, html }
      await append(file, Buffer.from(`${JSON.stringify(entry)}\n`))
      return {}
    },
    async verify() {
      await append(file, Buffer.alloc(0))
    },
    async close() {},
  }
}

async function append(file: string, line: Buffer): Promise<void> {
  try {
    await using handle = await open(file, 'a', OWNER_ONLY)
    const { bytesWritten } = await handle.write(line)
    if (bytesWritten < line.length) throw new SendError('temporary', `wrote ${bytesWritten} of ${line.length} bytes`)
  } catch (error) {
    if (error instanceof SendError) throw error
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error'
    // A full disk is emptied, but a missing folder does not come by itself.
    throw new SendError(code === 'ENOSPC' ? 'temporary' : 'misconfigured', `${code} on ${file}`, { cause: error })
  }
}
