import { randomFillSync } from 'node:crypto'

const pool = new Uint8Array(8192)
let used = pool.length

/**
 * Random bytes from the system's generator, drawn in blocks because one small call costs as much as a large one. What is
 * handed out is wiped from the block, so that a later look at memory finds no secret there.
 */
export function randomBytes(length: number): Uint8Array {
  if (length > 256) throw new RangeError(`At most 256 random bytes at once; got ${length}.`)
  if (used + length > pool.length) {
    randomFillSync(pool)
    used = 0
  }
  const bytes = pool.slice(used, used + length)
  pool.fill(0, used, used + length)
  used += length
  return bytes
}

/** A uniform integer in [0, below), for `below` up to 256; bytes above the largest multiple are thrown away. */
export function randomBelow(below: number): number {
  const limit = 256 - (256 % below)
  for (;;) {
    const byte = randomBytes(1)[0] ?? 0
    if (byte < limit) return byte % below
  }
}
