/** A change that did not happen, and why: a word of a closed list, which the caller must handle. */
export type Refused<Reason extends string> = { readonly success: false; readonly reason: Reason }
