import type { Channel } from './contacts/contact.ts'
import type { Reply, Trx } from './store.ts'

/** What the engine asks of whoever brings messages: take the order in this transaction, and ask `reveal` when sending. */
export interface Courier {
  enqueue(trx: Trx, message: Order): Reply<void>
}

/** What is to be sent, without its words: those are made from `reveal` at the moment of sending. */
export interface Order {
  /** Always `otp`: the part that owns the texts. */
  kind: string
  /** What `reveal` takes. */
  reference: string
  channel: Channel
  address: string
  locale: string
  /** Never to be sent after this instant, epoch ms. */
  notAfter: number
  /** A decoy: it goes the whole way save the last step of sending. */
  silent: boolean
}

/** The kind of the engine's messages. */
export const OTP_KIND = 'otp'
