// Ids of two processes may meet in one millisecond; another draw settles it.
const DRAWS = 4

/** Tries again while an attempt fails because an id that it drew is taken. */
export async function drawing<T>(attempt: () => Promise<T>): Promise<T> {
  for (let draw = 1; ; draw += 1) {
    try {
      return await attempt()
    } catch (error) {
      if (draw === DRAWS || !isTakenId(error)) throw error
    }
  }
}

// PostgreSQL's code for a taken key, and the reason that @kerbside/sqlite gives.
const isTakenId = (error: unknown): boolean =>
  error instanceof Error &&
  (('code' in error && error.code === '23505') || ('reason' in error && error.reason === 'primary_key'))
