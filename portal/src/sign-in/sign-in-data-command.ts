import type { Command } from 'commander'
import { translate } from '../locales/index.ts'
import type { CommandTools, WithParts } from '../web/feature.ts'
import { deleteSignInData, signInDataOf } from './sign-in-data.ts'
import { wholeContact } from './whole-contact.ts'

const t = translate('en')

/** `sign-in-data CONTACT`: what is kept of how somebody signs in, for whoever asks for it, or wants it gone (GDPR Art. 15, 17). */
export function signInDataCommand(program: Command, withParts: WithParts): void {
  program
    .command('sign-in-data')
    .description(t('sign-in.data.description'))
    .argument('<contact>', t('sign-in.data.contact'))
    .option('--delete', t('sign-in.data.delete'))
    .action((typed: string, options: { delete?: true }) =>
      withParts((tools) => (options.delete ? erase(tools, typed) : show(tools, typed))),
    )
}

async function show({ parts, print, complain }: CommandTools, typed: string): Promise<number> {
  const contact = wholeContact(typed, parts.config.defaultRegion)
  if (!contact) return refused(complain, typed)
  print(JSON.stringify(await signInDataOf(parts, contact.canonical), null, 2))
  return 0
}

async function erase({ parts, print, complain }: CommandTools, typed: string): Promise<number> {
  const contact = wholeContact(typed, parts.config.defaultRegion)
  if (!contact) return refused(complain, typed)
  print(t('sign-in.data.deleted', { ...(await deleteSignInData(parts, contact.canonical)) }))
  return 0
}

function refused(complain: CommandTools['complain'], typed: string): number {
  complain(t('sign-in.data.noContact', { typed }))
  return 1
}
