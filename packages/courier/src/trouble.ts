import type { Trouble } from './events.ts'
import { SendError } from './sender.ts'

const LONGEST_DETAIL = 200

/**
 * What may be kept of an error. Of a {@link SendError} its words, which are made to be kept; of any other only its name,
 * since its message may hold anything. The address is taken out once more, for senders that strangers wrote.
 */
export function troubleOf(error: unknown, sender: string | undefined, address: string): Trouble {
  if (error instanceof SendError) {
    const words = address === '' ? error.detail : error.detail.replaceAll(address, '…')
    return { sender, fault: error.fault, detail: keepable(words) }
  }
  return { sender, fault: 'temporary', detail: error instanceof Error ? error.name : 'unknown error' }
}

/** Words of a provider as they are kept: one line, not long. */
export function keepable(words: string): string {
  return words.replaceAll(/\p{Cc}+/gu, ' ').slice(0, LONGEST_DETAIL)
}
