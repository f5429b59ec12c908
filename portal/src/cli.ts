import { Command, CommanderError } from 'commander'
import { demonstrate } from './commands/demo.ts'
import { examine } from './commands/doctor.ts'
import { attempt, createWithParts } from './commands/load.ts'
import { migrateTables } from './commands/migrate.ts'
import { serveUntilSignal } from './commands/serve.ts'
import { terminal } from './commands/terminal.ts'
import { verifyAll } from './commands/verify.ts'
import { features } from './features.ts'

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
  .command('verify')
  .description('prove that the records hold, and name each fault')
  .action(() => createWithParts(terminal)(verifyAll))
for (const feature of features) feature.commands?.(program, createWithParts(terminal))

try {
  await program.parseAsync()
} catch (error) {
  if (!(error instanceof CommanderError)) throw error
  process.exitCode = error.exitCode === 0 ? 0 : USAGE
}
