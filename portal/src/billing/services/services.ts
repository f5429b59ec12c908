import type { Selectable } from 'kysely'
import type { Changing } from '../../audit/index.ts'
import { tell } from '../../audit/index.ts'
import type { Db } from '../../db/database.ts'
import type { ServicePauseRow, ServiceRow } from '../../db/service-tables.ts'
import type { CustomerType } from '../../db/tables.ts'
import type { Refused } from '../../values/refused.ts'
import { holdCustomer, holdCustomerById } from '../hold-customer.ts'

export type ServicePause = Readonly<Omit<Selectable<ServicePauseRow>, 'created_at'>>

/** A service of a customer, its plan's name beside it: null where it is called after the customer's type. */
export type CustomerService = Readonly<Omit<Selectable<ServiceRow>, 'created_at' | 'follows_customer'>> & {
  readonly plan_name: string | null
  readonly customer_type: CustomerType
  readonly pauses: readonly ServicePause[]
}

/** A customer's services, past ones too, in the order in which they were added. */
export async function servicesOf(db: Db, customerId: number): Promise<readonly CustomerService[]> {
  const services = await db
    .selectFrom('service')
    .innerJoin('plan', 'plan.id', 'service.plan_id')
    .select(['service.id', 'service.customer_id', 'service.plan_id', 'service.quantity'])
    .select(['service.starts_on', 'service.ends_on', 'plan.name as plan_name', 'plan.customer_type'])
    .where('service.customer_id', '=', customerId)
    .orderBy('service.id')
    .execute()
  const pauses = await db
    .selectFrom('service')
    .innerJoin('service_pause', 'service_pause.service_id', 'service.id')
    .select(['service_pause.id', 'service_pause.service_id', 'service_pause.from_on', 'service_pause.until_on'])
    .select('service_pause.billed_share_bp')
    .where('service.customer_id', '=', customerId)
    .orderBy('service_pause.from_on')
    .execute()
  return services.map((service) => ({
    ...service,
    pauses: pauses.filter(({ service_id }) => service_id === service.id),
  }))
}

export interface ServiceEntry {
  /** The customer's number. */
  readonly customer: string
  readonly planId: number
  readonly quantity: number
  readonly startsOn: string
}

export type ServiceAdded =
  | { readonly success: true; readonly id: number }
  | Refused<'unknown_customer' | 'unknown_plan'>

/** Serves a customer with a further plan from a day on. Another quantity or plan is a service that ends and one that begins. */
export function addService(parts: Changing, entry: ServiceEntry): Promise<ServiceAdded> {
  return parts.change(async (trx, commit): Promise<ServiceAdded> => {
    const customer = await holdCustomer(trx, entry.customer)
    if (!customer) return { success: false, reason: 'unknown_customer' }
    const plan = await trx.selectFrom('plan').select('id').where('id', '=', entry.planId).executeTakeFirst()
    if (!plan) return { success: false, reason: 'unknown_plan' }
    const { id } = await trx
      .insertInto('service')
      .values({
        ...{ customer_id: customer.id, plan_id: plan.id, quantity: entry.quantity, starts_on: entry.startsOn },
        ...{ follows_customer: 0, created_at: parts.clock.now() },
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    const details = { service: id, plan: plan.id, quantity: entry.quantity, from: entry.startsOn }
    await tell(commit, parts, 'service_added', `customer ${customer.number}`, details)
    return { success: true, id }
  })
}

export type ServiceChanged =
  | { readonly success: true }
  | Refused<'unknown_service' | 'before_start' | 'unknown_pause' | 'already_ended'>

/**
 * Ends a service: `endsOn` is the first day that is no longer served. Days behind it that stand on bills stay there, until a
 * credit note takes them back.
 */
export function endService(
  parts: Changing,
  { serviceId, endsOn }: { readonly serviceId: number; readonly endsOn: string },
): Promise<ServiceChanged> {
  return changeService(parts, serviceId, async (trx, service, told) => {
    if (endsOn < service.starts_on) return { success: false, reason: 'before_start' }
    await trx.updateTable('service').set({ ends_on: endsOn, follows_customer: 0 }).where('id', '=', serviceId).execute()
    await told('service_ended', { until: endsOn })
    return { success: true }
  })
}

export interface PauseEntry {
  readonly serviceId: number
  readonly fromOn: string
  /** Null for a pause whose end is not known yet. */
  readonly untilOn: string | null
  /** What is billed all the same: 10 000 basis points are the whole, 0 nothing. */
  readonly billedShareBp: number
}

/** Lets a service rest. */
export function pauseService(parts: Changing, pause: PauseEntry): Promise<ServiceChanged> {
  return changeService(parts, pause.serviceId, async (trx, _, told) => {
    await trx
      .insertInto('service_pause')
      .values({
        ...{ service_id: pause.serviceId, from_on: pause.fromOn, until_on: pause.untilOn },
        ...{ billed_share_bp: pause.billedShareBp, created_at: parts.clock.now() },
      })
      .execute()
    await told('service_paused', { from: pause.fromOn, until: pause.untilOn ?? '', share: pause.billedShareBp })
    return { success: true }
  })
}

/** Ends a pause that has no end yet: `untilOn` is the first day that is served again. */
export function endPause(
  parts: Changing,
  { serviceId, pauseId, untilOn }: { readonly serviceId: number; readonly pauseId: number; readonly untilOn: string },
): Promise<ServiceChanged> {
  return changeService(parts, serviceId, async (trx, _, told) => {
    const pause = await trx
      .selectFrom('service_pause')
      .select(['from_on', 'until_on'])
      .where('id', '=', pauseId)
      .where('service_id', '=', serviceId)
      .executeTakeFirst()
    if (!pause) return { success: false, reason: 'unknown_pause' }
    if (pause.until_on !== null) return { success: false, reason: 'already_ended' }
    if (untilOn < pause.from_on) return { success: false, reason: 'before_start' }
    await trx.updateTable('service_pause').set({ until_on: untilOn }).where('id', '=', pauseId).execute()
    await told('pause_ended', { until: untilOn })
    return { success: true }
  })
}

type HeldService = Pick<Selectable<ServiceRow>, 'customer_id' | 'starts_on'>
type Told = (
  name: 'service_ended' | 'service_paused' | 'pause_ended',
  facts: Readonly<Record<string, string | number>>,
) => Promise<void>

/** One change at a time is made to a customer's services, also while a run bills them. */
function changeService(
  parts: Changing,
  serviceId: number,
  step: (trx: Db, service: HeldService, told: Told) => Promise<ServiceChanged>,
): Promise<ServiceChanged> {
  return parts.change(async (trx, commit) => {
    const service = await trx
      .selectFrom('service')
      .select(['customer_id', 'starts_on'])
      .where('id', '=', serviceId)
      .executeTakeFirst()
    if (!service) return { success: false, reason: 'unknown_service' }
    const { number } = await holdCustomerById(trx, service.customer_id)
    const told: Told = async (name, facts) => {
      await tell(commit, parts, name, `customer ${number}`, { service: serviceId, ...facts })
    }
    return step(trx, service, told)
  })
}
