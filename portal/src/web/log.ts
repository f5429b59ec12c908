import type { DestinationStream, Logger } from 'pino'
import { destination, pino } from 'pino'

export type { Logger }

/** Standard error: standard output belongs to what a command says. Written in the background, at most a second late. */
const inBackground = () => destination({ dest: 2, sync: false, minLength: 4096, periodicFlush: 1000 })

/**
 * One JSON object a line. What is logged never holds bodies, codes, tokens or whole addresses: persons appear by their
 * pseudonym, and faults without what the database quotes.
 * @param stream where lines go; standard error by default
 */
export function createLog(level: string, stream: DestinationStream = inBackground()): Logger {
  return pino(
    { level, base: null, serializers: { err: describeFault }, timestamp: pino.stdTimeFunctions.isoTime },
    stream,
  )
}

/** What a log may know of an error: where it happened and its words, without addresses, numbers and parameters. */
function describeFault(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { message: scrub(String(error)) }
  const code = 'code' in error && typeof error.code === 'string' ? { code: error.code } : {}
  const cause = error.cause === undefined ? {} : { cause: describeFault(error.cause) }
  return { type: error.name, message: scrub(error.message), ...code, stack: scrub(error.stack ?? ''), ...cause }
}

/** PostgreSQL and SMTP servers quote values in their messages. */
const scrub = (text: string): string =>
  text
    .replace(/[^\s@"'<>(){}=,;:]+@[^\s@"'<>(){}=,;]+\.[^\s@"'<>(){}=,;]+/g, '…@…')
    .replace(/\+?\d(?:[\d -]{4,}\d)/g, '…')
