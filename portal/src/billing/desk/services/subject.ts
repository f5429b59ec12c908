import { rowId } from '../../../web/row-id.ts'
import type { CustomerServices } from './customer-services.ts'
import type { IntentContext, ServiceChangeName } from './intents.ts'

/** What a change is about: something of this customer. */
export interface Subject {
  readonly change: ServiceChangeName
  /** As the address names it. */
  readonly of: string | undefined
  readonly ids: Pick<IntentContext, 'of' | 'serviceId'>
}

/** Changes that are about nothing that is there already. */
const fresh: ReadonlySet<ServiceChangeName> = new Set(['add', 'charge', 'discount'])

/** Looks up what an address names among what is the customer's; undefined where there is no such thing. */
export function subjectOf(
  data: CustomerServices,
  change: ServiceChangeName,
  of: string | undefined,
): Subject | undefined {
  if (fresh.has(change)) return { change, of: undefined, ids: { of: 0, serviceId: 0 } }
  const id = rowId.safeParse(of)
  if (!id.success) return undefined
  const serviceId = serviceOf(data, change, id.data)
  return serviceId === undefined ? undefined : { change, of, ids: { of: id.data, serviceId } }
}

function serviceOf(
  { services, discounts, charges }: CustomerServices,
  change: ServiceChangeName,
  id: number,
): number | undefined {
  const isThere = (rows: readonly { readonly id: number }[]) => (rows.some((row) => row.id === id) ? id : undefined)
  if (change === 'withdraw') return isThere(charges)
  if (change === 'end-discount') return isThere(discounts)
  if (change === 'resume') return services.find(({ pauses }) => pauses.some((pause) => pause.id === id))?.id
  return isThere(services)
}
