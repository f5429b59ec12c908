/** What a mail server did with a recipient (RFC 3464 §2.3.3). */
export const bounceActions = ['failed', 'delayed', 'delivered', 'relayed', 'expanded'] as const
export type BounceAction = (typeof bounceActions)[number]

/**
 * What a report says about an address:
 *
 * - `unreachable`: no mail will arrive there until somebody mends it
 * - `temporary`: it did not arrive, or not yet; the next mail may
 * - `refused`: it is about the mail or about its sender, and says nothing of the address
 * - `arrived`: it is there, or on its way
 */
export type BounceVerdict = 'unreachable' | 'temporary' | 'refused' | 'arrived'

/** One row of the table: statuses that begin so, and why they are judged so. */
interface Rule {
  readonly status: RegExp
  readonly verdict: BounceVerdict
}

/**
 * Permanent failures, the first row that fits. To call a good address unreachable keeps bills from a customer, to call a dead
 * one good costs a mail a month: so in doubt the address is spared, and above all where one cause (a block list that names
 * the sender, a missing DKIM record) would condemn every address at once.
 */
const failures: readonly Rule[] = [
  // The sender's own address is wrong or may not send here.
  { status: /^5\.1\.[78]$/, verdict: 'refused' },
  // No such mailbox, no such host, moved without a new address, a domain that says it takes no mail (RFC 7505).
  { status: /^5\.1\./, verdict: 'unreachable' },
  // Switched off, for good or for long.
  { status: /^5\.2\.1$/, verdict: 'unreachable' },
  // Full. Somebody may empty it tomorrow; who does not will sooner or later be 5.1.1 or 5.2.1.
  { status: /^5\.2\.2$/, verdict: 'temporary' },
  // Too long for this mailbox; a list that has trouble with its members.
  { status: /^5\.2\./, verdict: 'refused' },
  // The other system is full or broken, or takes no mail of this size.
  { status: /^5\.3\./, verdict: 'refused' },
  // No route: the domain has no mail server (5.4.4); the same and unknown recipients at Microsoft (5.4.310, 5.4.1).
  { status: /^5\.4\.(?:1|4|310)$/, verdict: 'unreachable' },
  // Loops, congestion, time that ran out while somebody's server was down.
  { status: /^5\.4\./, verdict: 'temporary' },
  // Protocol, content, and policy: block lists, spam, DMARC, a sender who is not wanted. Also 5.7.1, by which some servers
  // mean an unknown user, since far more of them mean the sender.
  { status: /^5\.[567]\./, verdict: 'refused' },
]

/** RFC 5321 §4.2.3: mailbox unavailable, user not local, mailbox name not allowed. 554 is anything, mostly policy. */
const NOBODY_THERE: ReadonlySet<string> = new Set(['550', '551', '553'])

/**
 * Judges what happened to one recipient.
 * @param status RFC 3463: `5.1.1`; of `5.0.0`, which says nothing, the server's own reply decides
 * @param diagnostic what the refusing server said, such as `550 5.1.1 No such user`
 */
export function judgeBounce(action: BounceAction, status: string, diagnostic = ''): BounceVerdict {
  if (action === 'delayed') return 'temporary'
  if (action !== 'failed') return 'arrived'
  const [, reply = '', enhanced = ''] = /^(\d{3})(?:[ -]#?([245]\.\d{1,3}\.\d{1,3})\b)?/.exec(diagnostic) ?? []
  const said = /^\d\.0\.0$/.test(status) && enhanced !== '' ? enhanced : status
  if (said.startsWith('4.')) return 'temporary'
  const rule = failures.find((one) => one.status.test(said))
  if (rule) return rule.verdict
  return said.startsWith('5.') && NOBODY_THERE.has(reply) ? 'unreachable' : 'refused'
}
