import type { Config } from '../config.ts'

/** Who speaks in a message, and where its page is. */
export interface Letterhead {
  readonly operator: string
  /** The site's host name without port: what an SMS binds its code to. */
  readonly host: string
  /** Scheme and host of the site, for the one link that a mail carries. */
  readonly origin: string
  /** Puts the code into the subject of mail, where a locked screen may show it. */
  readonly codeInSubject: boolean
}

export const letterheadOf = ({ operatorName, publicUrl, emailCodeInSubject }: Config): Letterhead => ({
  operator: operatorName,
  host: publicUrl.hostname,
  origin: publicUrl.origin,
  codeInSubject: emailCodeInSubject,
})
