import { mark, marks } from './try-out.ts'
import type { Wording } from './wording.ts'

/** What a check goes by, beside the text. */
export interface Rule {
  readonly carries: Wording['carries']
  /** Whether a subject may show the code. */
  readonly codeInSubject: boolean
}

/** What is wrong with a text that was tried out, as the subject of a mail. */
export function* subjectFaults(tried: string, { carries, codeInSubject }: Rule): Iterable<string> {
  if (tried.includes('\n')) yield 'a subject is one line; take the line breaks out'
  if (tried.trim() === '') yield 'the subject is empty in some case; write what the mail is'
  if (carries === 'code' && !codeInSubject && tried.includes(mark('code')))
    yield 'a locked screen shows subjects; take {code} out, or set EMAIL_CODE_IN_SUBJECT=True'
  if (tried.includes(mark('pass'))) yield 'a locked screen shows subjects; take {pass} out'
  yield* addressFaults(tried)
}

/** As the text part of a mail. */
export function* textFaults(tried: string, { carries }: Rule): Iterable<string> {
  const lines = tried.split('\n').map((line) => line.trim())
  const alone = lines.filter((line) => line === mark('code')).length
  if (carries === 'code' && alone !== 1) yield 'let {code} stand alone on one line, so that people and programs find it'
  if (carries === 'pass' && !tried.includes(mark('pass'))) yield 'say {pass}: without it the message is of no use'
  yield* digitFaults(lines)
  yield* addressFaults(tried)
}

/** As an SMS, to which the line that binds the code is added later. */
export function* smsFaults(tried: string, { carries }: Rule): Iterable<string> {
  if (carries !== 'news' && !tried.includes(mark(carries)))
    yield `say {${carries}}: without it the message is of no use`
  if (tried.trim() === '') yield 'the message is empty in some case; write what there is to say'
  yield* digitFaults(tried.split('\n').map((line) => line.trim()))
  yield* addressFaults(tried)
}

// Any value may turn out to be digits: a name, a customer's number, a pass.
function* digitFaults(lines: readonly string[]): Iterable<string> {
  const others = lines.filter((line) => line !== '' && line !== mark('code'))
  const looksLikeCode = others.find((line) => /^[\d -]+$/.test(line.replace(marks, '7')))
  if (looksLikeCode === undefined) return
  const shown = looksLikeCode.replace(marks, '{$1}')
  yield `the line ${JSON.stringify(shown)} could be taken for the code; put words beside it`
}

/** An address of the author's own: a mail that brings a code leads nowhere, or people learn to follow what a thief sends. */
export function* addressFaults(tried: string): Iterable<string> {
  const [address] = /\b(?:[a-z]{3,10}:\/\/|www\.)\S*|\bmailto:\S*/i.exec(tried) ?? []
  if (address !== undefined)
    yield `${JSON.stringify(address.slice(0, 60))} leads elsewhere; messages name the site alone, as {host}`
}
