/** A bill that is not settled, and by how much. */
export interface OpenBill {
  readonly billId: number
  readonly openMinor: number
}

/** A payment of which something is left over. */
export interface Credit {
  readonly paymentId: number
  readonly leftMinor: number
}

/** So much of a payment for so much of a bill. */
export interface Allocation {
  readonly paymentId: number
  readonly billId: number
  readonly amountMinor: number
}

/**
 * Lets credit settle bills: the oldest credit the oldest bill first. What is left of either stays as it is.
 * @param bills oldest first
 * @param credits oldest first
 */
export function allocate(bills: readonly OpenBill[], credits: readonly Credit[]): readonly Allocation[] {
  const allocations: Allocation[] = []
  const waiting = credits.values()
  let credit = waiting.next().value
  let leftMinor = credit?.leftMinor ?? 0
  for (const { billId, openMinor } of bills) {
    let wantedMinor = openMinor
    while (credit && wantedMinor > 0) {
      const amountMinor = Math.min(wantedMinor, leftMinor)
      if (amountMinor > 0) allocations.push({ paymentId: credit.paymentId, billId, amountMinor })
      wantedMinor -= amountMinor
      leftMinor -= amountMinor
      if (leftMinor > 0) continue
      credit = waiting.next().value
      leftMinor = credit?.leftMinor ?? 0
    }
  }
  return allocations
}
