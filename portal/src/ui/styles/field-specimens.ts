import { emptyForm } from '../form-state.ts'
import type { Html } from '../html.ts'
import { html } from '../html.ts'
import { button } from '../parts/button/button.ts'
import { checkbox, radios } from '../parts/choices/choices.ts'
import { codeField, digitsField } from '../parts/code-field/code-field.ts'
import { postForm } from '../parts/form/form.ts'
import { select } from '../parts/select/select.ts'
import { dateField, emailField, moneyField, telField, textArea, textField } from '../parts/text-field/text-field.ts'
import type { View } from '../view.ts'
import { refusedForm } from './sample-form.ts'
import { specimen } from './specimen.ts'

/** Fields as they open and as they come back. */
export function fieldSpecimens(view: View): Html {
  const { t } = view
  const email = { label: t('ui.sample.emailLabel'), hint: t('ui.sample.emailHint') }
  const code = { label: t('ui.sample.codeLabel'), hint: t('ui.sample.codeHint'), length: 6, channel: 'email' } as const
  const money = { label: t('ui.sample.amountLabel'), currency: 'NPR' }
  const form = emptyForm
  return specimen(
    'postForm',
    postForm(
      view,
      { action: '#postForm' },
      html`
${textField(view, form, { name: 'name', label: t('ui.sample.nameLabel'), autocomplete: 'name' })}
${emailField(view, form, { name: 'open_email', ...email })}
${emailField(view, refusedForm, { name: 'refused_email', ...email })}
${telField(view, form, { name: 'open_phone', label: t('ui.sample.phoneLabel'), optional: true })}
${codeField(view, { ...form, values: { open_code: '' }, refusal: refusedForm.refusal }, { name: 'open_code', ...code })}
${codeField(view, refusedForm, { name: 'refused_code', ...code })}
${digitsField(view, form, { name: 'pass', label: t('ui.sample.passLabel') })}
${moneyField(view, form, { name: 'amount', ...money })}
${moneyField(view, refusedForm, { name: 'refused_amount', ...money })}
${dateField(view, form, { name: 'day', label: t('ui.sample.dayLabel') })}
${textArea(view, form, { name: 'message', label: t('ui.sample.messageLabel'), hint: t('ui.sample.hint') })}
${button({ label: t('ui.sample.action') })}`,
    ),
  )
}

/** One of several, and yes or no. */
export function choiceSpecimens(view: View): Html {
  const { t } = view
  const options = [
    { value: 'ne', label: t('ui.sample.choiceOne') },
    { value: 'en', label: t('ui.sample.choiceTwo'), hint: t('ui.sample.hint') },
  ]
  const channels = [
    {
      value: 'email',
      label: t('ui.sample.byEmail'),
      reveals: emailField(view, refusedForm, { name: 'email', label: t('ui.sample.emailLabel') }),
    },
    {
      value: 'phone',
      label: t('ui.sample.byPhone'),
      reveals: telField(view, refusedForm, { name: 'phone', label: t('ui.sample.phoneLabel') }),
    },
  ]
  const question = t('ui.sample.question')
  return html`${specimen('radios', radios(view, refusedForm, { name: 'channel', label: question, options: channels }))}
${specimen('radios, refused', radios(view, refusedForm, { name: 'refused_choice', label: question, options }))}
${specimen('select', select(view, refusedForm, { name: 'language', label: question, options }))}
${specimen('checkbox', checkbox(view, refusedForm, { name: 'agree', label: t('ui.sample.agree') }))}`
}
