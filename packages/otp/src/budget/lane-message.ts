import type { StepParts } from '../parts.ts'
import { lockBudget, saveBudget } from '../statements/budget.ts'
import type { DeviceLane } from '../statements/device.ts'
import { lockDeviceById, saveDeviceLane } from '../statements/device.ts'
import type { Step } from '../store.ts'
import type { ContactBudgetRow, OtpRow } from '../tables.ts'
import { takeOne } from './gcra.ts'
import { strangerWaits } from './grant.ts'
import { giveBackPaid, takePaid } from './paid-message.ts'
import { carryPass } from './pass.ts'

/** A message of a lane, with the pass that it carries; or the instant of the next one. */
export type LaneMessage =
  | { readonly granted: true; readonly passMadeAt: number | null }
  | { readonly granted: false; readonly at: number }

/**
 * Takes a resend's message from the lane that its flow is in. No purse is touched: the stake stands.
 * @param client the address that asks for it
 */
export function* takeLaneMessage(parts: StepParts, row: OtpRow, client: string | undefined): Step<LaneMessage> {
  if (!parts.policy.limits) return { granted: true, passMadeAt: null }
  const device = row.device_id === null ? undefined : yield* lockDeviceById(parts.trx, row.device_id, parts.now)
  if (device) return takeFromDevice(parts, device)
  if (row.lane === 'pass') return takeFromPass(parts, row, yield* lockBudget(parts.trx, row.contact))
  // A device that was revoked meanwhile leaves its flow to the strangers' lane.
  const { contact, otp_type: otpType, phone } = row
  // A text message costs the same whether it is the first one of its flow or not.
  const at = phone === null ? undefined : yield* strangerWaits(parts, { contact, otpType, phone, client })
  if (at !== undefined) return { granted: false, at }
  const paid = yield* takePaid(parts, phone)
  if (!paid.granted) return paid
  const message = takeFromStrangers(parts, row, yield* lockBudget(parts.trx, row.contact))
  if (!message.granted) giveBackPaid(parts, paid)
  return message
}

function takeFromDevice({ policy, trx, now }: StepParts, device: DeviceLane): LaneMessage {
  const taken = takeOne(policy.lanes.device, device.lane_tat, now)
  if (!taken.granted) return taken
  saveDeviceLane(trx, device.id, taken.tat)
  return { granted: true, passMadeAt: null }
}

function takeFromPass(parts: StepParts, row: OtpRow, budget: ContactBudgetRow): LaneMessage {
  if (budget.pass_until <= parts.now || budget.pass_uses <= 0) {
    return { granted: false, at: nextMessageAt(parts, row, budget) }
  }
  saveBudget(parts.trx, { ...budget, pass_uses: budget.pass_uses - 1 })
  return { granted: true, passMadeAt: null }
}

function takeFromStrangers({ policy, trx, now }: StepParts, row: OtpRow, budget: ContactBudgetRow): LaneMessage {
  const taken = takeOne(policy.lanes[row.otp_type], budget.lane_tat, now)
  if (!taken.granted) return taken
  const pass = carryPass(budget, taken.wholeLeft, now)
  saveBudget(trx, { ...budget, lane_tat: taken.tat, ...pass })
  return { granted: true, passMadeAt: pass?.pass_made_at ?? null }
}

/** When the strangers' lane of a flow's contact has its next message, epoch ms. */
export function nextMessageAt({ policy, now }: StepParts, row: OtpRow, budget: ContactBudgetRow): number {
  const next = takeOne(policy.lanes[row.otp_type], budget.lane_tat, now)
  return next.granted ? now : next.at
}
