import type { Command } from 'commander'
import { systemActor } from '../audit/index.ts'
import { translate } from '../locales/index.ts'
import type { WithParts } from '../web/feature.ts'
import { cleanUp } from './clean-up.ts'

const t = translate('en')

/** The guide's `manage.py cleanup_otps`: deletes the requests that have expired. The portal does it by itself after a day. */
export function cleanUpCommand(program: Command, withParts: WithParts): void {
  program
    .command('cleanup-otps')
    .alias('cleanup_otps')
    .description(t('sign-in.cleanUp.description'))
    .action(() =>
      withParts(async ({ parts, print }) => {
        const { deleted } = await cleanUp(parts, systemActor)
        print(t('sign-in.cleanUp.done', { count: deleted }))
        return 0
      }),
    )
}
