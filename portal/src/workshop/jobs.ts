import type { PrintedDocument } from './document.ts'

/** Work that is too heavy for the server's own process. */
export interface Job {
  readonly task: 'print'
  readonly document: PrintedDocument
}

/** What goes to the child, and what comes back: one answer a job, in order. */
export interface Order {
  readonly id: number
  readonly job: Job
}

export type Answer =
  | { readonly id: number; readonly made: Uint8Array }
  | { readonly id: number; readonly fault: string }
