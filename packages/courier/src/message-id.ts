import { createHmac, timingSafeEqual } from 'node:crypto'

/** What signs Message-IDs: 32 random bytes, or a text that is as hard to guess. */
export type MessageIdKey = string | Uint8Array

// 96 bits: whoever guesses has to send a mail for each guess.
const SIGNATURE_DIGITS = 24
const SIGNED = /^<?(?<row>[0-9a-z]{1,11})\.(?<signature>[0-9a-f]{24})\.outbox@[^\s<>@]+>?$/

/**
 * The Message-ID of an outbox row, on the sender's own domain. It is the same at each attempt: what is sent again after
 * a crash is the same mail, which mail programs and servers can tell; and what comes back names its row.
 *
 * With a key it holds a signature of the row. Rows are counted up, so that a stranger could guess the bare id; the signed one
 * is known only to those who had the mail in hands. So {@link outboxIdOf} tells a real bounce from a made-up one.
 */
export function messageIdOf(id: number, fromAddress: string, key?: MessageIdKey): string {
  const row = id.toString(36)
  const name = key === undefined ? row : `${row}.${signatureOf(row, key)}`
  return `<${name}.outbox@${fromAddress.slice(fromAddress.lastIndexOf('@') + 1)}>`
}

/**
 * Reads the row out of a Message-ID that one of the keys has signed.
 * @returns undefined for any other text
 */
export function outboxIdOf(messageId: string, keys: readonly MessageIdKey[]): number | undefined {
  const { row, signature } = SIGNED.exec(messageId.trim().toLowerCase())?.groups ?? {}
  if (row === undefined || signature === undefined) return undefined
  const given = Buffer.from(signature)
  const isOurs = keys.some((key) => timingSafeEqual(given, Buffer.from(signatureOf(row, key))))
  return isOurs ? Number.parseInt(row, 36) : undefined
}

function signatureOf(row: string, key: MessageIdKey): string {
  return createHmac('sha256', key).update(`message-id ${row}`).digest('hex').slice(0, SIGNATURE_DIGITS)
}
