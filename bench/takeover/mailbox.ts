import type { Courier, Order, OtpEngine } from '../../packages/otp/src/index.ts'
import type { Life } from './lives.ts'
import type { World } from './world.ts'

/** A message as it arrives. */
export interface Letter {
  readonly at: number
  /** The row of the flow whose code it brings. */
  readonly otp: number
  readonly code: string
  readonly pass: string | null
}

/** The owner's mail: every message about the attacked contact comes here, and nobody else reads it. */
export class Mailbox {
  readonly letters: Letter[] = []
  readonly courier: Courier = { enqueue: (trx, order) => trx.afterCommit(() => this.#orders.push(order)) }
  #orders: Order[] = []

  /** Sends what was ordered, as a courier does within the second. */
  async deliver(engine: OtpEngine, now: number): Promise<void> {
    const orders = this.#orders
    this.#orders = []
    for (const { reference } of orders) {
      const revealed = await engine.reveal(reference)
      // A code that was replaced in the same instant never leaves the house, and none is late here.
      if (!revealed?.code) continue
      this.letters.push({ at: now, otp: Number.parseInt(reference, 10), ...revealed, code: revealed.code })
    }
  }

  /** The newest message that has a pass. */
  newestPass(): { readonly at: number; readonly pass: string } | undefined {
    for (let index = this.letters.length - 1; index >= 0; index -= 1) {
      const letter = this.letters[index]
      if (letter?.pass) return { at: letter.at, pass: letter.pass }
    }
    return undefined
  }

  /** The newest code of a flow. */
  codeOf(otp: number): string | undefined {
    return this.letters.findLast((letter) => letter.otp === otp)?.code
  }
}

/** The same life; what it has ordered leaves after each of its acts. */
export async function* delivering({ engine, clock }: World, mailbox: Mailbox, life: Life): Life {
  for await (const wakesAt of life) {
    await mailbox.deliver(engine, clock.now())
    yield wakesAt
  }
}
