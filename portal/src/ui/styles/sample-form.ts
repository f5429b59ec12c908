import type { FormState } from '../form-state.ts'

/** A form as it comes back refused: what was typed is still there. */
export const refusedForm: FormState = {
  values: {
    refused_email: 'rosa@example',
    refused_code: '12 34',
    refused_amount: '12,5,0',
    channel: 'email',
    email: 'rosa@example.com',
    language: 'ne',
    agree: 'yes',
  },
  errors: {
    refused_email: { key: 'ui.sample.emailError' },
    refused_code: { key: 'ui.sample.codeError' },
    refused_amount: { key: 'ui.sample.amountError' },
    refused_choice: { key: 'ui.sample.choiceError' },
  },
  refusal: { key: 'ui.sample.refusal' },
}
