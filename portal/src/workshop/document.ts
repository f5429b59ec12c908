import type { Direction } from '../locales/index.ts'

/** A label and what stands behind it, both in the reader's words. */
export interface Fact {
  readonly label: string
  readonly value: string
}

/** How much weight a line of a table has. */
export type Emphasis = 'plain' | 'strong'

export interface PrintedColumn {
  readonly label: string
  /** Numbers stand at the end of their column, texts at its start. */
  readonly holds: 'text' | 'numbers'
}

export interface PrintedRow {
  readonly cells: readonly string[]
  /** Small print below the first cell: why the line is what it is. */
  readonly detail?: string
}

export interface PrintedTable {
  readonly heading: string
  readonly columns: readonly PrintedColumn[]
  readonly rows: readonly PrintedRow[]
  /** Below the rows, the value under the last column. */
  readonly totals: readonly (Fact & { readonly emphasis: Emphasis })[]
}

/**
 * A document as it will be printed. Everything is in the reader's language and formatted already: whoever prints knows
 * layout and nothing else.
 */
export interface PrintedDocument {
  /** BCP 47, for screen readers and hyphenation. */
  readonly language: string
  readonly direction: Direction
  /** Names the file in a viewer's title bar. */
  readonly title: string
  /** Epoch milliseconds; the same document at the same instant has the same bytes. */
  readonly createdAt: number
  readonly sender: { readonly name: string; readonly lines: readonly string[] }
  readonly recipient: readonly string[]
  readonly heading: string
  /** One sentence that a hurried reader needs: what to pay, by when. */
  readonly lead?: string
  readonly facts: readonly Fact[]
  readonly tables: readonly PrintedTable[]
  readonly notes: readonly { readonly heading: string; readonly lines: readonly string[] }[]
  readonly code?: PrintedCode
  /** With `{page}` and `{pages}`. */
  readonly pageLine: string
}

/** A QR code: the text that it holds, what a screen reader says of it, and the line beside it. */
export interface PrintedCode {
  readonly text: string
  readonly alternative: string
  readonly caption: string
}
