import type { Clock } from './clock.ts'
import type { OnEvent, Trouble } from './events.ts'
import { nameOf } from './events.ts'
import type { Channel, Job, Kind, Rendered } from './message.ts'
import type { Accepted, Sender } from './sender.ts'
import { SendError } from './sender.ts'
import { troubleOf } from './trouble.ts'

/** How one attempt went. A `retry` becomes `queued` again, or `expired` when there is no time left. */
export type Outcome =
  | { readonly state: 'sent'; readonly sender: string; readonly providerId: string | undefined }
  | { readonly state: 'retry'; readonly trouble: Trouble }
  | { readonly state: 'failed'; readonly trouble: Trouble }
  | { readonly state: 'expired' }

export interface DeliveryParts {
  readonly clock: Clock
  readonly kinds: Readonly<Record<string, Kind>>
  /** In order: the next one is asked when the one before did not take the message. */
  readonly senders: Readonly<Partial<Record<Channel, readonly Sender[]>>>
  /** How long one sender may take for one message. */
  readonly sendWithinMs: number
  readonly onEvent: OnEvent
}

/** Makes the text of a job and hands it to the first sender that takes it. Does not throw. */
export async function deliver(parts: DeliveryParts, job: Job, stopping: AbortSignal): Promise<Outcome> {
  const rendered = await render(parts, job)
  if (rendered === null) return { state: 'expired' }
  if ('fault' in rendered) return { state: 'retry', trouble: rendered }
  let trouble = noSender(job)
  for (const sender of parts.senders[job.channel] ?? []) {
    if (parts.clock.now() >= job.notAfter) return { state: 'expired' }
    if (job.silent) return { state: 'sent', sender: sender.name, providerId: undefined }
    try {
      const { providerId } = await handOver(parts, sender, rendered, job, stopping)
      return { state: 'sent', sender: sender.name, providerId }
    } catch (error) {
      const refusal = troubleOf(error, sender.name, job.address)
      parts.onEvent({ event: 'sender_failed', message: nameOf(job), trouble: refusal })
      if (refusal.fault === 'undeliverable') return { state: 'failed', trouble: refusal }
      // One sender that may take it later is enough to try again.
      if (trouble.sender === undefined || trouble.fault === 'rejected') trouble = refusal
    }
  }
  return { state: trouble.fault === 'rejected' ? 'failed' : 'retry', trouble }
}

/** The text, null when there is nothing to say, or what stands in the way. */
async function render({ clock, kinds }: DeliveryParts, job: Job): Promise<Rendered | Trouble | null> {
  if (clock.now() >= job.notAfter) return null
  const kind = Object.hasOwn(kinds, job.kind) ? kinds[job.kind] : undefined
  if (kind === undefined) {
    // A newer release may have queued it, and will send it.
    return { sender: undefined, fault: 'misconfigured', detail: 'no such kind in this process' }
  }
  try {
    return await kind.render(job)
  } catch (error) {
    return troubleOf(error, undefined, job.address)
  }
}

/** Waits no longer than is bearable, also for a sender that does not listen to its signal. */
async function handOver(
  { clock, sendWithinMs }: DeliveryParts,
  sender: Sender,
  rendered: Rendered,
  { id, kind, channel, address: to, locale, notAfter }: Job,
  stopping: AbortSignal,
): Promise<Accepted> {
  const ended = new AbortController()
  const { promise: gaveUp, reject } = Promise.withResolvers<never>()
  const giveUp = (detail: string) => {
    const error = new SendError('temporary', detail)
    ended.abort(error)
    reject(error)
  }
  const stop = () => giveUp('stopped before the sender answered')
  const timer = setTimeout(() => giveUp(`no answer within ${sendWithinMs} ms`), sendWithinMs)
  stopping.addEventListener('abort', stop)
  try {
    const envelope = { id, kind, channel, to, locale, at: clock.now(), notAfter }
    return await Promise.race([sender.send(rendered, envelope, ended.signal), gaveUp])
  } finally {
    clearTimeout(timer)
    stopping.removeEventListener('abort', stop)
  }
}

function noSender({ channel }: Job): Trouble {
  return { sender: undefined, fault: 'misconfigured', detail: `no sender for ${channel}` }
}
