/**
 * What a request was, apart from its answer, in the words of the OWASP Logging Vocabulary; it stands in the request's line of
 * the log. The audit log tells what was changed; what was refused is not written there, or strangers would fill it.
 * @see https://cheatsheetseries.owasp.org/cheatsheets/Logging_Vocabulary_Cheat_Sheet.html
 */
export type RequestEvent = 'authz_fail' | 'excess_rate_limit_exceeded' | 'sequence_fail'

interface Noting {
  set(key: 'event', event: RequestEvent): void
}

/** Notes that a step was tried before the one that it follows. */
export function noteOutOfOrder(c: Noting): void {
  c.set('event', 'sequence_fail')
}

/** What an answer says by its status. */
export const eventOfStatus = (status: number): RequestEvent | undefined =>
  status === 403 ? 'authz_fail' : status === 429 ? 'excess_rate_limit_exceeded' : undefined
