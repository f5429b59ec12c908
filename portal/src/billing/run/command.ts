import type { Command } from 'commander'
import { systemActor } from '../../audit/index.ts'
import { translate } from '../../locales/index.ts'
import { readPeriod } from '../../values/period.ts'
import type { CommandTools, WithParts } from '../../web/feature.ts'
import { billPeriod } from './issue-run.ts'
import { previewRun } from './preview.ts'

const t = translate('en')

interface Options {
  readonly period: string
  readonly approve?: true
  readonly release?: true
}

/** `billing-run --period YYYY-MM --approve`: issues the bills of a month, each once, however often it is run. */
export function billingRunCommand(program: Command, withParts: WithParts): void {
  program
    .command('billing-run')
    .description(t('billing.run.description'))
    .requiredOption('--period <YYYY-MM>', t('billing.run.period'))
    .option('--approve', t('billing.run.approve'))
    .option('--release', t('billing.run.release'))
    .action((options: Options) => withParts((tools) => runBilling(tools, options)))
}

/** @returns the exit code; the last line says how many bills were issued */
export async function runBilling({ parts, print, complain }: CommandTools, options: Options): Promise<number> {
  const period = readPeriod(options.period)
  if (!period) {
    complain(t('billing.run.noPeriod', { typed: options.period }))
    return 1
  }
  const scope = { period, group: 'all' } as const
  if (!options.approve) {
    const { bills, zeroBills, unreachable } = await previewRun(parts, scope)
    print(t('billing.run.preview', { bills, zeroBills, unreachable }))
    print(t('billing.run.issued', { bills: '0' }))
    return 0
  }
  const beyondBand = options.release ? 'release' : 'refuse'
  const billed = await billPeriod({ ...parts, by: systemActor }, scope, { beyondBand })
  if (!billed.success) {
    complain(
      t(billed.reason === 'not_begun' ? 'billing.run.notBegun' : 'billing.run.outOfBand', { typed: period.name }),
    )
    return 1
  }
  print(t('billing.run.issued', { bills: String(billed.issued) }))
  return 0
}
