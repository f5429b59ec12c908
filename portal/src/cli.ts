import { Command, CommanderError, Option } from 'commander'
import { backUp } from './commands/backup.ts'
import { demonstrate } from './commands/demo.ts'
import { examine } from './commands/doctor.ts'
import { attempt, createWithParts } from './commands/load.ts'
import { migrateTables } from './commands/migrate.ts'
import { previewMessages } from './commands/preview-messages.ts'
import { restore } from './commands/restore.ts'
import { serveUntilSignal } from './commands/serve.ts'
import { terminal } from './commands/terminal.ts'
import { verifyAll } from './commands/verify.ts'
import { features } from './features.ts'
import type { Locale } from './locales/index.ts'
import { locales } from './locales/index.ts'

// A wrong command line is told from work that failed, which is 1.
const USAGE = 2

const program = new Command('kerbside')
  .description('Waste billing and feedback, with sign-in by one-time code')
  .showHelpAfterError('(kerbside --help shows the commands)')
  .exitOverride()

program
  .command('serve')
  .description('serve the portal')
  .action(() =>
    attempt(terminal, () =>
      serveUntilSignal(terminal, {
        greet: async (_, address) => terminal.print(`Kerbside is at ${address}`),
      }),
    ),
  )
program
  .command('migrate')
  .description('bring the tables up to date')
  .action(() => attempt(terminal, () => migrateTables(terminal)))
program
  .command('demo')
  .description('put made-up customers and staff into an empty database')
  .option('--serve', 'and serve the portal')
  .action((options: { serve?: true }) => attempt(terminal, () => demonstrate(terminal, options)))
program
  .command('doctor')
  .description('check settings, database and mail, and say what to do about each failure')
  .action(() => attempt(terminal, () => examine(terminal)))
program
  .command('preview-messages')
  .description('write every message to files, with made-up people and codes, in your own words where you have some')
  .option('--out <folder>', 'where to write; message-preview in the data folder unless it says otherwise')
  .addOption(new Option('--language <language>', 'in this language alone').choices(locales))
  .action((options: { out?: string; language?: Locale }) => attempt(terminal, () => previewMessages(terminal, options)))
program
  .command('verify')
  .description('prove that the records hold, and name each fault')
  .action(() => createWithParts(terminal)(verifyAll))
program
  .command('backup')
  .description('copy the database into a file, also while it is served')
  .argument('<file>', 'a name that is not taken yet')
  .action((file: string) => attempt(terminal, () => backUp(terminal, file)))
program
  .command('restore')
  .description('put a copy that proves into the missing or empty place that DATABASE_URL names')
  .argument('<file>', 'what `backup` has written')
  .action((file: string) => attempt(terminal, () => restore(terminal, file)))
for (const feature of features) feature.commands?.(program, createWithParts(terminal))

try {
  await program.parseAsync()
} catch (error) {
  if (!(error instanceof CommanderError)) throw error
  process.exitCode = error.exitCode === 0 ? 0 : USAGE
}
