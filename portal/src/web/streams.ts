/** Answers that stay open while somebody waits for news: how many there may be, and how they end. */
export interface Streams {
  /** Takes a place for one more answer; undefined when the process, or this one asker, has as many as may be. */
  enter(whose: string): StreamPlace | undefined
  /** Ends all of them, and lets nobody in any more: the server is about to stop. */
  end(): void
}

export interface StreamPlace {
  /** Aborted when the answer has to end. */
  readonly ended: AbortSignal
  leave(): void
}

export interface StreamLimits {
  /** Open answers in this process. Each holds a connection and looks into the database now and then. */
  readonly most: number
  /** Open answers of one asker: two, since the one before may still be closing when a page is loaded again. */
  readonly mostOfOne: number
}

export function createStreams({ most, mostOfOne }: StreamLimits = { most: 500, mostOfOne: 2 }): Streams {
  const ending = new AbortController()
  const open = new Map<string, number>()
  let total = 0

  const count = (whose: string, change: 1 | -1) => {
    total += change
    const left = (open.get(whose) ?? 0) + change
    if (left > 0) open.set(whose, left)
    else open.delete(whose)
  }

  return {
    enter(whose) {
      if (ending.signal.aborted || total >= most || (open.get(whose) ?? 0) >= mostOfOne) return undefined
      count(whose, 1)
      let isIn = true
      const leave = () => {
        if (isIn) count(whose, -1)
        isIn = false
      }
      return { ended: ending.signal, leave }
    },
    end: () => ending.abort(),
  }
}
