/**
 * What `Retry-After` says of an instant: whole seconds from now, at least one, so that nobody comes back too early (RFC 9110
 * §10.2.3). Both instants are epoch milliseconds.
 */
export const retryAfter = (at: number, now: number): string => String(Math.max(1, Math.ceil((at - now) / 1000)))
