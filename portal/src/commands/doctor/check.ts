/** One thing that is looked at. */
export interface Check {
  readonly name: string
  /** @throws Error that says what is wrong, for what keeps the portal from working */
  run(): Promise<Finding>
}

/** What was found: `note` is of no harm to the portal, and yet something to look at. */
export interface Finding {
  readonly level: 'ok' | 'note'
  readonly text: string
}

export const ok = (text: string): Finding => ({ level: 'ok', text })
export const note = (text: string): Finding => ({ level: 'note', text })
