import type { Content, Html } from '../../html.ts'
import { attributes, html } from '../../html.ts'
import type { View } from '../../view.ts'
import type { Button } from '../button/button.ts'
import { button } from '../button/button.ts'
import { postForm } from '../form/form.ts'
import { notice } from '../notice/notice.ts'

export type PasskeyForm = {
  readonly action: string
  /** Makes a passkey, or shows one. */
  readonly does: 'create' | 'get'
  /** What the browser is asked for, in the JSON of WebAuthn. */
  readonly options: object
  readonly label: Content
  readonly kind?: Button['kind']
  /** Said when the browser or the person broke it off. */
  readonly failed: Content
  /** Said instead of `failed` when this device holds one of the person's passkeys already. */
  readonly taken?: Content | undefined
  /** Said where no script runs, or the browser has no passkeys; without it nothing is shown there. */
  readonly otherwise?: Content | undefined
}

/** The hidden field that brings the browser's answer, as JSON. */
const field = 'credential'

/** A form that asks the browser for a passkey and sends what it answers. The button appears only where that can work. */
export function passkeyForm(view: View, { action, does, options, failed, taken, ...rest }: PasskeyForm): Html {
  const told = { 'data-passkey': does, 'data-passkey-options': JSON.stringify(options) }
  const body = html`<input${attributes({ type: 'hidden', name: field })}>
<div data-passkey-can hidden>${button({ label: rest.label, kind: rest.kind, icon: 'key' })}</div>
<div role="alert">${sentence(view, 'failed', failed)}${taken === undefined ? '' : sentence(view, 'taken', taken)}</div>
${rest.otherwise === undefined ? '' : html`<p data-passkey-cannot>${rest.otherwise}</p>`}`
  return html`<div${attributes({ class: 'passkey', ...told })}>${postForm(view, { action }, body)}</div>`
}

function sentence(view: View, name: 'failed' | 'taken', body: Content): Html {
  return html`<div${attributes({ [`data-passkey-${name}`]: true, hidden: true })}>${notice(view, { tone: 'danger', body })}</div>`
}
