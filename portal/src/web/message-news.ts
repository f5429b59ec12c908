/** Passes on within this process that something has become of a message. Other processes are noticed by looking. */
export interface MessageNews {
  /** @param reference what the message is about, as the courier has it */
  tell(reference: string): void
  /** @returns what ends it */
  listen(reference: string, onNews: () => void): () => void
}

export function createMessageNews(): MessageNews {
  const listeners = new Map<string, Set<() => void>>()
  return {
    tell(reference) {
      for (const onNews of listeners.get(reference) ?? []) onNews()
    },
    listen(reference, onNews) {
      const others = listeners.get(reference) ?? new Set()
      listeners.set(reference, others.add(onNews))
      return () => {
        others.delete(onNews)
        if (others.size === 0 && listeners.get(reference) === others) listeners.delete(reference)
      }
    },
  }
}
