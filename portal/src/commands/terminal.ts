/** Where a command speaks. */
export interface Terminal {
  /** A line of what was asked for: standard output. */
  print(line: string): void
  /** A line of what went wrong: standard error. */
  complain(line: string): void
  /** Text as it stands, for messages that are shown instead of sent. */
  write(block: string): void
}

export const terminal: Terminal = {
  print: (line) => void process.stdout.write(`${line}\n`),
  complain: (line) => void process.stderr.write(`${line}\n`),
  write: (block) => void process.stdout.write(block),
}
