/** What an owner lives through while somebody attacks. */
export class Diary {
  signIns = 0
  /** Sign-ins that an answer of the engine made impossible. */
  readonly refusals: string[] = []
  readonly longestCode = { known: 0, new: 0 }
  readonly worstWaitMs = { known: 0, new: 0 }
  readonly openings = { 'by pass': 0, 'by time': 0 }

  signedIn(device: 'known' | 'new', codeLength: number): void {
    this.signIns += 1
    this.longestCode[device] = Math.max(this.longestCode[device], codeLength)
  }

  /** How long the first code of a sign-in kept its owner waiting, at the page's wish. */
  waited(device: 'known' | 'new', ms: number): void {
    this.worstWaitMs[device] = Math.max(this.worstWaitMs[device], ms)
  }

  opened(how: 'by pass' | 'by time'): void {
    this.openings[how] += 1
  }

  refused(at: number, why: string): void {
    this.refusals.push(`${new Date(at).toISOString()} ${why}`)
  }
}
