import type { Reply, Trx } from '@kerbside/otp'
import type { Parts } from '../web/parts.ts'
import type { Actor, AuditName } from './event.ts'
import { recordEvent } from './record-event.ts'

/** What a change works with that is told of in the audit log: in one transaction, at an instant, by somebody. */
export type Changing = Pick<Parts, 'change' | 'clock'> & { readonly by: Actor }

/** Tells of a change in its own commit. */
export const tell = (
  commit: Trx,
  { by, clock }: Pick<Changing, 'by' | 'clock'>,
  name: AuditName,
  subject: string | null,
  details: Readonly<Record<string, string | number>> = {},
): Reply<number> => recordEvent(commit, { name, actor: by, subject, details }, clock.now())
