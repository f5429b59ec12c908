/**
 * The life of a contact's flows by the rules alone: no database, no keys, no locks. A bucket of messages stands for the lane,
 * whole seconds for nothing, and a code is only told apart from the one before it.
 */
const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE
const GAP = 180 * MINUTE
const BURST = 5
const COOLDOWNS = [30_000, 60_000, 120_000]

export interface ModelFlow {
  state: 'open' | 'held' | 'used' | 'ended'
  lane: 'stranger' | 'pass'
  attempts: number
  resends: number
  passTries: number
  /** Null while held. */
  expiresAt: number | null
  endsAt: number
  resendAt: number | null
}

export class FlowModel {
  now: number
  readonly flows: (ModelFlow | undefined)[] = []
  #lane = { worthMs: BURST * GAP, at: 0 }
  #pass = { madeAt: 0, until: 0, uses: 0 }

  constructor(now: number) {
    this.now = now
  }

  isLive(flow: ModelFlow | undefined): flow is ModelFlow {
    return flow !== undefined && (flow.state === 'open' || flow.state === 'held') && flow.endsAt > this.now
  }

  isTypable(flow: ModelFlow | undefined): flow is ModelFlow {
    return this.isLive(flow) && flow.state === 'open' && flow.attempts < 5 && (flow.expiresAt ?? 0) > this.now
  }

  /** A request of the browser that holds the flow at this place, or of one that holds none. Gives the place of its flow. */
  request(current: number | undefined): number {
    const held = current === undefined ? undefined : this.flows[current]
    const live = this.isLive(held) ? held : undefined
    if (live && current !== undefined && live.attempts < 5 && live.resends < 3 && live.passTries < 5) {
      this.resend(current)
      return current
    }
    const waits = this.#take()
    if (live && current !== undefined && waits !== undefined && this.isTypable(live)) return current
    if (live) live.state = 'ended'
    const fresh: ModelFlow = {
      state: 'held',
      lane: 'stranger',
      attempts: 0,
      resends: 0,
      passTries: 0,
      expiresAt: null,
      endsAt: this.now + DAY,
      resendAt: waits ?? null,
    }
    if (waits === undefined) this.#open(fresh, 'stranger')
    return this.flows.push(fresh) - 1
  }

  resend(place: number): string {
    const flow = this.flows[place]
    if (!this.isLive(flow)) return 'unknown_flow'
    if (flow.state === 'open' && flow.attempts >= 5) return 'too_many_attempts'
    if (flow.state === 'open' && flow.resends >= 3) return 'no_resends_left'
    if ((flow.resendAt ?? 0) > this.now) return flow.state === 'held' ? 'empty_lane' : 'cooling_down'
    const waits = flow.lane === 'pass' ? this.#takeUse() : this.#take()
    if (waits !== undefined) {
      flow.resendAt = waits
      return 'empty_lane'
    }
    if (flow.state === 'held') this.#open(flow, 'stranger')
    else {
      flow.resends += 1
      flow.expiresAt = this.now + 10 * MINUTE
      flow.endsAt = Math.max(flow.endsAt, flow.expiresAt)
      flow.resendAt = flow.resends < 3 ? this.now + (COOLDOWNS[flow.resends] ?? 0) : null
    }
    return 'success'
  }

  /** The contact's pass, right or wrong, typed into a flow. */
  typePass(place: number, pass: 'right' | 'wrong'): string {
    const flow = this.flows[place]
    if (!this.isLive(flow)) return 'unknown_flow'
    if (flow.lane === 'pass' || flow.passTries >= 5) return 'pass_not_taken'
    flow.passTries += 1
    if (pass === 'wrong' || this.#pass.until <= this.now) return 'wrong_pass'
    if (this.#pass.uses === 0) return 'pass_used'
    this.#pass.uses -= 1
    this.#open(flow, 'pass')
    return 'success'
  }

  guess(place: number, code: 'right' | 'wrong' | 'before'): string {
    const flow = this.flows[place]
    if (!flow) return 'unknown_flow'
    if (flow.state === 'used') return 'already_used'
    if (flow.state === 'held') return flow.endsAt > this.now ? 'held' : 'expired'
    if (flow.state === 'ended' || (flow.expiresAt ?? 0) <= this.now) return 'expired'
    if (flow.attempts >= 5) return 'too_many_attempts'
    if (code === 'before') return 'earlier_code'
    flow.attempts += 1
    if (code === 'wrong') return 'wrong_code'
    flow.state = 'used'
    return 'success'
  }

  end(place: number): void {
    const flow = this.flows[place]
    if (flow?.state === 'open' || flow?.state === 'held') flow.state = 'ended'
  }

  /** Flows go a day after their end; one that was open has been settled by then. */
  cleanup(): void {
    for (const [place, flow] of this.flows.entries()) {
      if (flow && flow.endsAt <= this.now - DAY) this.flows[place] = undefined
    }
  }

  #open(flow: ModelFlow, lane: ModelFlow['lane']): void {
    flow.state = 'open'
    flow.lane = lane
    flow.attempts = 0
    flow.resends = 0
    flow.expiresAt = this.now + 5 * MINUTE
    flow.endsAt = this.now + 30 * MINUTE
    flow.resendAt = this.now + 30_000
  }

  /** Takes a message of the strangers' lane, or says when the next one is there. A message may carry the pass. */
  #take(): number | undefined {
    this.#fill()
    if (this.#lane.worthMs < GAP) return this.now + GAP - this.#lane.worthMs
    this.#lane.worthMs -= GAP
    const isAlive = this.#pass.until > this.now && this.#pass.uses > 0
    if (isAlive || this.#lane.worthMs < 2 * GAP) {
      const isYoung = isAlive && this.now - this.#pass.madeAt <= DAY
      this.#pass = { madeAt: isYoung ? this.#pass.madeAt : this.now, until: this.now + DAY, uses: 3 }
    }
    return undefined
  }

  #takeUse(): number | undefined {
    if (this.#pass.until > this.now && this.#pass.uses > 0) {
      this.#pass.uses -= 1
      return undefined
    }
    this.#fill()
    return this.now + Math.max(0, GAP - this.#lane.worthMs)
  }

  #fill(): void {
    this.#lane.worthMs = Math.min(BURST * GAP, this.#lane.worthMs + (this.now - this.#lane.at))
    this.#lane.at = this.now
  }
}
