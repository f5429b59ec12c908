import { readEmail } from '@kerbside/otp'
import type { Command } from 'commander'
import { systemActor } from '../audit/index.ts'
import { translate } from '../locales/index.ts'
import type { CommandTools, WithParts } from '../web/feature.ts'
import { readForm } from '../web/read-form.ts'
import { newStaffForm } from './form.ts'
import { takePasskeys } from './passkeys.ts'
import { staffRecordByContact } from './queries.ts'
import { putStaff } from './save-staff.ts'

const t = translate('en')

/** `create-staff`: how the first administrator comes in, and anybody later. It may be run again. */
export function createStaffCommand(program: Command, withParts: WithParts): void {
  program
    .command('create-staff')
    .description(t('staff.command.description'))
    .requiredOption('--email <address>', t('staff.command.email'))
    .requiredOption('--name <name>', t('staff.command.name'))
    .requiredOption('--role <role>', t('staff.command.role'))
    .option('--language <language>', t('staff.command.language'), 'en')
    .option('--reset-passkey', t('staff.command.resetPasskey'))
    .action(({ resetPasskey, ...options }: Options) =>
      withParts(async (tools) => {
        const code = await createStaff(tools, options)
        return code === 0 && resetPasskey ? resetPasskeys(tools, options['email'] ?? '') : code
      }),
    )
}

type Options = Readonly<Record<string, string>> & { readonly resetPasskey?: true }

/** @returns the exit code */
export async function createStaff(
  { parts, print, complain }: CommandTools,
  options: Readonly<Record<string, string>>,
): Promise<number> {
  const form = readForm({ get: () => options }, newStaffForm)
  if (!form.success) {
    for (const [option, { key, values }] of Object.entries(form.errors)) {
      complain(t('staff.command.fault', { option, fault: t(key, values) }))
    }
    return 1
  }
  const { email, name, role } = form.data
  const put = await putStaff({ ...parts, by: systemActor }, form.data)
  if (!put.success) {
    complain(t('staff.command.fault', { option: 'role', fault: t(`staff.refused.${put.reason}`) }))
    return 1
  }
  print(t(`staff.command.${put.outcome}`, { name, role: t(`web.role.${role}`), email: email.typed }))
  return 0
}

/**
 * Takes all passkeys from who has lost them: the next sign-in asks for a new one. It is the way back in for the only
 * administrator.
 * @returns the exit code
 */
export async function resetPasskeys({ parts, print }: CommandTools, typed: string): Promise<number> {
  const email = readEmail(typed)
  const member = email.success ? await staffRecordByContact(parts.db, email.contact.canonical) : undefined
  if (!member) throw new TypeError('Somebody who was put on record a moment ago is not there.')
  const passkeys = await takePasskeys({ ...parts, by: systemActor }, member.id)
  print(t('staff.command.passkeysTaken', { name: member.name, passkeys }))
  return 0
}
