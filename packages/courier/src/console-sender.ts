import type { Sender } from './sender.ts'

export interface ConsoleSenderOptions {
  /** Writes to the terminal. */
  readonly print: (block: string) => void
}

const RULE = '─'
const WIDTH = 72

/**
 * Shows messages instead of sending them, for development: a block with the text exactly as a person would get it, so
 * that a code stands alone on its line.
 *
 * @example
 * consoleSender({ print: (block) => process.stdout.write(block) })
 */
export function consoleSender({ print }: ConsoleSenderOptions): Sender {
  return {
    name: 'console',
    async send({ subject, text }, { channel, to }) {
      const head = `${RULE.repeat(2)} ${channel} ${RULE} ${to} `.padEnd(WIDTH, RULE)
      const lines = [head, ...(subject === undefined ? [] : [subject, '']), text.trimEnd(), RULE.repeat(WIDTH)]
      print(`\n${printable(lines.join('\n'))}\n`)
      return {}
    },
    async close() {},
  }
}

/** Names come from outside, and a terminal obeys control characters. */
function printable(block: string): string {
  return block.replaceAll(/[^\P{Cc}\n\t]/gu, '')
}
