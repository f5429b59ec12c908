import type { Command } from 'commander'
import { translate } from '../../locales/index.ts'
import type { CommandTools, WithParts } from '../../web/feature.ts'
import { rowChecker } from './check-row.ts'
import type { ImportMode } from './import-rows.ts'
import { importRows } from './import-rows.ts'
import { showProgress } from './progress.ts'
import { readNamedFile } from './read-file.ts'
import { readTable } from './read-table.ts'
import { refusalOf, reportOf } from './report.ts'

const t = translate('en')

/** `import-customers FILE.csv`: brings customers from a table, and brings it again when the table has changed. */
export function importCustomersCommand(program: Command, withParts: WithParts): void {
  program
    .command('import-customers')
    .description(t('customers.import.description'))
    .argument('<file>', t('customers.import.file'))
    .option('--dry-run', t('customers.import.dryRun'))
    .action((file: string, { dryRun }: { dryRun?: true }) =>
      withParts((tools) => importCustomers(tools, file, dryRun ? 'report' : 'write')),
    )
}

/** @returns the exit code: 1 when the file or one of its rows was refused; all the other rows are in nevertheless */
export async function importCustomers(
  { parts, print, complain }: CommandTools,
  file: string,
  mode: ImportMode,
): Promise<number> {
  const { defaultRegion: region, defaultCurrency: currency } = parts.config
  const read = await readNamedFile(file)
  if (!read.success) {
    complain(t(`customers.import.${read.reason}`, { file }))
    return 1
  }
  const table = readTable(read.bytes, rowChecker({ region, currency }))
  if (!table.success) {
    complain(refusalOf(table))
    return 1
  }
  const plans = await withProgress(table.rows.length, (onRows) => importRows(parts, table.rows, { mode, onRows }))
  const report = reportOf(table, plans, mode)
  for (const line of report.lines) print(line)
  return report.refused === 0 ? 0 : 1
}

async function withProgress<T>(total: number, work: (onSteps: (steps: number) => void) => Promise<T>): Promise<T> {
  const progress = showProgress(total, process.stderr)
  try {
    return await work((steps) => progress.advance(steps))
  } finally {
    progress.end()
  }
}
