import type { FlowState } from '@kerbside/otp'
import type { Html, View } from '../ui/index.ts'
import { delivery } from '../ui/index.ts'
import type { DeliveryState } from './delivery.ts'
import { deliveryStates } from './delivery.ts'
import { OTHER_WAYS } from './other-ways.ts'

export interface DeliveryPart {
  readonly flow: FlowState
  readonly state: DeliveryState
  /** The address of its news. */
  readonly stream: string
}

/** How far the message has come, for a known device. */
export function deliveryPart(view: View, { flow, state, stream }: DeliveryPart): Html {
  const { t } = view
  const { channel } = flow
  const stages = [t('sign-in.delivery.first'), t('sign-in.delivery.second', { channel })]
  return delivery(view, {
    stream,
    // Mail servers do not say what becomes of a mail: nobody is to wait for the third stage of one.
    stages: channel === 'email' ? stages : [...stages, t('sign-in.delivery.third')],
    states: deliveryStates.map((name) => ({
      name,
      passed: passed[name],
      isLost: name === 'failed',
      words: t(`sign-in.delivery.${name}`, { channel }),
    })),
    current: state,
    ways: OTHER_WAYS,
  })
}

const passed: Readonly<Record<DeliveryState, number>> = {
  under_way: 1,
  retrying: 1,
  accepted: 2,
  delivered: 3,
  failed: 1,
}
