/**
 * The child process of the workshop: takes one order at a time and answers it. It lives as long as its parent keeps the
 * channel open, and no signal to the whole group ends it in the middle of a document.
 */
import type { Answer, Order } from './jobs.ts'
import { createPrinter } from './print-document.ts'

const print = createPrinter()

const answerTo = ({ id, job }: Order): Answer => {
  try {
    return { id, made: print(job.document) }
  } catch (error) {
    return { id, fault: error instanceof Error ? error.message : String(error) }
  }
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => {})
process.on('disconnect', () => process.exit())
process.on('message', (order: Order) => process.send?.(answerTo(order)))
