import type { Html } from '../../html.ts'
import { attributes, html } from '../../html.ts'
import type { View } from '../../view.ts'

/** The steps of a task, of which `current` (from 0) is being done. */
export type Steps = { readonly names: readonly string[]; readonly current: number }

/** Where one is in a task of several pages. */
export function steps(view: View, { names, current }: Steps): Html {
  const step = (name: string, index: number) => {
    const state = index < current ? 'done' : index === current ? 'current' : 'ahead'
    const attrs = { class: `step step-${state}`, 'aria-current': state === 'current' ? 'step' : undefined }
    const done = state === 'done' ? html` <span class="visually-hidden">${view.t('ui.steps.done')}</span>` : ''
    return html`<li${attributes(attrs)}>${name}${done}</li>`
  }
  return html`<ol class="steps" aria-label="${view.t('ui.steps.label')}">${names.map(step)}</ol>`
}
