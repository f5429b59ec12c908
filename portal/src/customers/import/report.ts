import type { TextKey } from '../../locales/index.ts'
import { translate } from '../../locales/index.ts'
import type { CellFault } from './check-row.ts'
import type { ImportMode } from './import-rows.ts'
import type { Plan } from './plan-row.ts'
import type { TableRead, TableRefusal } from './read-table.ts'

/** Commands speak English, as the settings and the log do. */
const t = translate('en')

const LONGEST_SHOWN = 60

/** What came of an import: a line for each row to look at, in the order of the file, and the sum as the last line. */
export interface Report {
  readonly lines: readonly string[]
  /** Rows that were not imported. */
  readonly refused: number
}

type Table = Extract<TableRead, { success: true }>

export function reportOf(table: Table, plans: readonly Plan[], mode: ImportMode): Report {
  const refused = [
    ...table.refused,
    ...plans.flatMap((plan) => (plan.kind === 'refuse' ? [{ line: plan.row.line, faults: plan.faults }] : [])),
  ]
  const remarks = [
    ...refused.map(({ line, faults }) => remark('customers.import.refused', line, faults)),
    ...plans.flatMap(({ row, notes }) => (notes.length > 0 ? [remark('customers.import.note', row.line, notes)] : [])),
  ]
  const many = (kind: Plan['kind']) => plans.filter((plan) => plan.kind === kind).length
  const sum = { added: many('add'), updated: many('update'), unchanged: many('keep'), refused: refused.length }
  return {
    refused: refused.length,
    lines: [
      ...table.unknown.map((column) => t('customers.import.unknownColumn', { column })),
      ...remarks.toSorted((one, other) => one.line - other.line).map(({ text }) => text),
      t(mode === 'write' ? 'customers.import.sum' : 'customers.import.sumReport', sum),
    ],
  }
}

/** Why a file cannot be imported at all, and what to do. */
export const refusalOf = ({ reason, columns = [] }: TableRefusal): string =>
  t(`customers.import.${reason}`, { columns: columns.join(', ') })

function remark(key: TextKey, line: number, faults: readonly CellFault[]) {
  return { line, text: t(key, { line, what: faults.map(sentenceOf).join('; ') }) }
}

function sentenceOf({ key, values, column, typed }: CellFault): string {
  const fault = t(key, values)
  if (column === undefined) return fault
  return typed
    ? t('customers.import.cell', { column, typed: shown(typed), fault })
    : t('customers.import.emptyCell', { column, fault })
}

/** A cell on one line, without what could steer a terminal. */
function shown(typed: string): string {
  const line = typed.replace(/[\s\p{Cc}]+/gu, ' ')
  return line.length > LONGEST_SHOWN ? `${line.slice(0, LONGEST_SHOWN)}…` : line
}
