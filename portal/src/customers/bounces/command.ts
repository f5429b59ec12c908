import type { Command } from 'commander'
import { systemActor } from '../../audit/index.ts'
import { translate } from '../../locales/index.ts'
import type { CommandTools, WithParts } from '../../web/feature.ts'
import { readMailbox } from './read-mailbox.ts'
import type { Taken, TakenReport } from './take-report.ts'
import { takeReport } from './take-report.ts'

const t = translate('en')

/** `read-bounces FILE`: marks the contacts that mail came back from. It may read the same mailbox again and again. */
export function readBouncesCommand(program: Command, withParts: WithParts): void {
  program
    .command('read-bounces')
    .description(t('customers.bounces.description'))
    .argument('<mailbox>', t('customers.bounces.mailbox'))
    .action((mailbox: string) => withParts((tools) => readBounces(tools, mailbox, process.stdin)))
}

/** @returns the exit code: 0 whatever the mails say, since a mail server that pipes them in would send them back */
export async function readBounces(
  { parts, print }: Pick<CommandTools, 'parts' | 'print'>,
  mailbox: string,
  input: NodeJS.ReadableStream,
): Promise<number> {
  const sum = { mails: 0, reports: 0, marked: 0 }
  for await (const mail of readMailbox(mailbox, input)) {
    const taken: Taken = mail ? await takeReport({ ...parts, by: systemActor }, mail) : { state: 'no_report' }
    sum.mails += 1
    if (taken.state === 'no_report') continue
    sum.reports += 1
    if (taken.state === 'marked') sum.marked += 1
    print(sentenceOf(taken))
  }
  print(t('customers.bounces.sum', sum))
  return 0
}

function sentenceOf(taken: TakenReport): string {
  if ('contact' in taken) {
    const { contact, status } = taken
    return t(`customers.bounces.contact.${taken.state}`, { contact, status })
  }
  if ('status' in taken) return t(`customers.bounces.said.${taken.state}`, { status: taken.status })
  return t(`customers.bounces.other.${taken.state}`)
}
