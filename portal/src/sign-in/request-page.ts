import { paths } from '../paths.ts'
import type { Content, FormState, Html, View } from '../ui/index.ts'
import { button, emailField, html, linkButton, page, postForm, radios, telField } from '../ui/index.ts'
import type { Ways } from '../web/ways.ts'

/** The door for whoever is not signed in. */
export function homePage(view: View): Html {
  const body = html`${linkButton({ href: paths.otp.request, label: view.t('sign-in.home.start') })}
<p><small>${view.t('sign-in.home.how')}</small></p>`
  return page(view, { title: view.t('sign-in.home.title'), lead: view.t('sign-in.home.lead') }, body)
}

export interface RequestPage {
  readonly form: FormState
  readonly ways: Ways
  /** The form that signs in by a passkey instead. */
  readonly passkey: Content
}

/** The guide's `request_otp.html`: how and where the code should go. */
export function requestPage(view: View, { form, ways, passkey }: RequestPage): Html {
  const fields = ways.phone ? wayRadios(view, form, ways) : html`${hiddenWay}${emailPart(view, form)}`
  const body = html`${postForm(view, { action: paths.otp.request }, html`${fields}${button({ label: view.t('sign-in.request.submit') })}`)}
${passkey}
<p><small>${view.t('sign-in.request.help')}</small></p>`
  return page(view, { title: view.t('sign-in.request.title'), lead: view.t('sign-in.request.lead'), form }, body)
}

const hiddenWay = html`<input type="hidden" name="otp_type" value="email">`

function wayRadios(view: View, form: FormState, ways: Ways): Html {
  const byPhone = html`${telField(view, form, {
    name: 'phone',
    label: view.t('sign-in.request.phone'),
    hint: view.t('sign-in.request.phoneHint'),
  })}${ways.whatsapp ? channelRadios(view, form) : ''}`
  return radios(view, form, {
    name: 'otp_type',
    label: view.t('sign-in.request.way'),
    options: [
      { value: 'email', label: view.t('sign-in.request.byEmail'), reveals: emailPart(view, form) },
      { value: 'phone', label: view.t('sign-in.request.byPhone'), reveals: byPhone },
    ],
  })
}

function channelRadios(view: View, form: FormState): Content {
  return radios(view, form, {
    name: 'channel',
    label: view.t('sign-in.request.channel'),
    options: [
      { value: 'sms', label: view.t('sign-in.request.sms') },
      { value: 'whatsapp', label: view.t('sign-in.request.whatsapp') },
    ],
  })
}

const emailPart = (view: View, form: FormState): Html =>
  emailField(view, form, {
    name: 'email',
    label: view.t('sign-in.request.email'),
    hint: view.t('sign-in.request.emailHint'),
  })
