// A whole text, or one of the signs that hold objects together; numbers and words say nothing of members.
const PIECE = /"(?:[^"\\]|\\.)*"|[{}[\]:]/gy
const GAP = /[^"{}[\]:]*/y

/**
 * True when an object of this JSON text, at any depth, names a member twice. `JSON.parse` would keep the last one, and
 * another reader the first: who checked one may have acted on the other (RFC 8259 §4).
 * @param json a text that `JSON.parse` takes
 */
export function hasRepeatedMember(json: string): boolean {
  /** The names so far of each object that is open; undefined for a list. */
  const open: (Set<string> | undefined)[] = []
  let text = ''
  for (let at = 0; ; ) {
    GAP.lastIndex = at
    GAP.exec(json)
    PIECE.lastIndex = GAP.lastIndex
    const piece = PIECE.exec(json)?.[0]
    if (piece === undefined) return false
    at = PIECE.lastIndex
    if (piece === '{') open.push(new Set())
    else if (piece === '[') open.push(undefined)
    else if (piece === '}' || piece === ']') open.pop()
    else if (piece !== ':') text = piece
    else {
      const names = open.at(-1)
      const name: unknown = JSON.parse(text)
      if (typeof name !== 'string' || names?.has(name)) return true
      names?.add(name)
    }
  }
}
