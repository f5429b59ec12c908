import type { Html } from '../html.ts'
import { html } from '../html.ts'
import { button } from '../parts/button/button.ts'
import { countdown } from '../parts/countdown/countdown.ts'
import { delivery } from '../parts/delivery/delivery.ts'
import { lateDisclosure } from '../parts/disclosure/disclosure.ts'
import { passkeyForm } from '../parts/passkey/passkey.ts'
import { progress } from '../parts/progress/progress.ts'
import { steps } from '../parts/steps/steps.ts'
import type { View } from '../view.ts'
import { specimen } from './specimen.ts'

/** What takes time or several pages. */
export function waitingSpecimens(view: View): Html {
  const { t } = view
  const sentences = {
    standing: 'ui.sample.countdownStanding',
    running: 'ui.sample.countdownRunning',
    over: 'ui.sample.countdownOver',
  } as const
  const names = [t('ui.sample.stepOne'), t('ui.sample.stepTwo'), t('ui.sample.stepThree')]
  const waits = button({ label: t('ui.sample.action'), kind: 'secondary', id: 'waits' })
  const running = { until: view.now + 90_000, holds: 'waits', toldAtSeconds: [60, 10], ...sentences }
  return html`${specimen(
    'countdown',
    html`${countdown(view, running)}<div>${waits}</div>${countdown(view, { until: view.now, ...sentences })}`,
  )}
${specimen('delivery', deliverySpecimen(view, names))}
${specimen('lateDisclosure', lateDisclosure(view, { summary: names[0] ?? '', body: t('ui.sample.sentence'), opensAt: view.now + 20_000, said: names[0] ?? '' }))}
${specimen('passkeyForm', passkeySpecimen(view))}
${specimen('progress', progressSpecimen(view))}
${specimen('steps', steps(view, { names, current: 1 }))}`
}

/** As it stands where a browser has passkeys, and where it has none. */
function passkeySpecimen(view: View): Html {
  const label = view.t('ui.sample.action')
  const told = view.t('ui.sample.sentence')
  const form = { action: '#passkeyForm', does: 'get', options: {}, label, failed: told, otherwise: told } as const
  return passkeyForm(view, form)
}

function progressSpecimen({ t }: View): Html {
  const [label, words] = [t('ui.sample.heading'), t('ui.sample.sentence')]
  const again = { href: '#progress', label: t('ui.sample.action') }
  return progress({ label, percent: 42, words, stream: '#progress', again })
}

/** On its way, and lost. */
function deliverySpecimen(view: View, stages: readonly string[]): Html {
  const words = view.t('ui.sample.sentence')
  const states = [
    { name: 'accepted', passed: 2, words },
    { name: 'lost', passed: 1, isLost: true, words },
  ]
  const one = (current: string) => delivery(view, { stream: '#delivery', stages, states, current, ways: 'ways' })
  return html`${one('accepted')}${one('lost')}`
}
