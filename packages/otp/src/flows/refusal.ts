import type { NotVerified, VerifyRefusal } from '../results.ts'
import type { OtpRow } from '../tables.ts'

// The sentences of last resort, for a program without texts of its own.
const MESSAGES: Record<VerifyRefusal, string> = {
  wrong_code: 'That is not the code.',
  earlier_code: 'That is the code of an earlier message. Use the newest one.',
  held: 'No code has been sent yet. Type the pass of the newest message that has one, or come back later.',
  expired: 'The code has expired. Ask for a new one.',
  too_many_attempts: 'Too many wrong codes. Ask for a new one.',
  already_used: 'The code has been used. Ask for a new one.',
  unknown_flow: 'Ask for a code first.',
  code_missing: 'Type the code.',
  code_not_digits: 'The code has digits only.',
  code_too_short: 'The code has more digits.',
  code_too_long: 'The code has fewer digits.',
  code_is_pass: 'That is a pass. Type it where the pass is asked for.',
}

/** A refusal, with what the browser that holds the flow may know of it. */
export function refuse(
  reason: VerifyRefusal,
  row: Pick<OtpRow, 'attempts' | 'max_attempts' | 'code_length' | 'mark'> | undefined,
): NotVerified {
  return {
    success: false,
    reason,
    message: MESSAGES[reason],
    attemptsLeft: row ? row.max_attempts - row.attempts : null,
    codeLength: row?.code_length ?? null,
    mark: row?.mark ?? null,
  }
}
