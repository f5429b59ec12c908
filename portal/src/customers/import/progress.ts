import { SingleBar } from 'cli-progress'

/** Shows how far work has come. */
export interface Progress {
  advance(steps: number): void
  end(): void
}

/** A bar on a terminal; nothing where the output goes to a file or a program. It stands on standard error, apart from the report. */
export function showProgress(total: number, stream: NodeJS.WriteStream): Progress {
  if (!stream.isTTY) return { advance() {}, end() {} }
  const bar = new SingleBar({ format: '{bar} {value}/{total}', stream, clearOnComplete: true, hideCursor: true })
  bar.start(total, 0)
  return { advance: (steps) => bar.increment(steps), end: () => bar.stop() }
}
