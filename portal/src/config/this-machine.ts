/** True for a host name or address that no network lies before. */
export const isThisMachine = (host: string | undefined): boolean =>
  host !== undefined && /^(localhost|127(\.\d+){3}|\[?::1\]?)$/.test(host)
