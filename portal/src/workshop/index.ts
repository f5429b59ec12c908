export type { PrintedDocument, PrintedRow, PrintedTable } from './document.ts'
export type { Workshop } from './workshop.ts'
export { createWorkshop, WorkshopBusy } from './workshop.ts'
