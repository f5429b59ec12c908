import type { Progress } from '@kerbside/courier'
import type { FlowState } from '@kerbside/otp'
import { OTP_KIND } from '@kerbside/otp'
import type { Parts } from '../web/parts.ts'

/** How far the message of a code has come, as its page says it. */
export const deliveryStates = ['under_way', 'retrying', 'accepted', 'delivered', 'failed'] as const
export type DeliveryState = (typeof deliveryStates)[number]

/** After these no news can come: only another message helps, or none is needed. */
export const isLastState = (state: DeliveryState): boolean => state === 'delivered' || state === 'failed'

/** What the page of a code says to whoever waits for it. */
export interface Waiting {
  /** From when on other ways are offered, epoch milliseconds. */
  readonly waysAt: number
  /** How the message fares; undefined wherever it must not be told: there the clock alone decides what is shown. */
  readonly delivery: DeliveryState | undefined
}

/** Most messages are there by then; whoever still waits begins to doubt. */
const PATIENCE_MS = 20_000

/** Looks how the newest message of a flow fares: for known and unknown contacts alike, whatever of it may be told. */
export async function waitingOf({ courier }: Pick<Parts, 'courier'>, flow: FlowState): Promise<Waiting> {
  const progress =
    flow.reference === null ? undefined : await courier.progress({ kind: OTP_KIND, reference: flow.reference })
  const delivery = progress && flow.showsDelivery ? stateOf(progress) : undefined
  return { delivery, waysAt: delivery === 'failed' ? 0 : (progress?.createdAt ?? 0) + PATIENCE_MS }
}

function stateOf({ state, fault }: Progress): DeliveryState {
  switch (state) {
    case 'queued':
    case 'sending':
      return fault === undefined ? 'under_way' : 'retrying'
    case 'sent':
      return 'accepted'
    case 'delivered':
      return 'delivered'
    case 'failed':
    case 'expired':
      return 'failed'
  }
}
