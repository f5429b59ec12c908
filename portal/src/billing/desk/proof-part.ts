import { paths } from '../../paths.ts'
import type { Html, View } from '../../ui/index.ts'
import { button, html, instant, notice, postForm } from '../../ui/index.ts'
import type { Staff } from '../../web/identity.ts'
import { may } from '../../web/permissions.ts'
import type { KeptProof } from '../proof/keep-proof.ts'

// Who has more to mend than that mends these first.
const MOST_SHOWN = 20

/** Whether the books prove, since when that is known, and the button that proves them now. */
export function proofPart(view: View, proof: KeptProof | undefined, staff: Staff): Html {
  const { t } = view
  const again =
    may(staff, 'books.prove') && !proof?.isRunning
      ? postForm(view, { action: paths.admin.proof }, button({ label: t('billing.proof.now'), kind: 'secondary' }))
      : ''
  return html`<h2>${t('billing.proof.title')}</h2>${verdict(view, proof)}${again}`
}

function verdict(view: View, proof: KeptProof | undefined): Html {
  const { t } = view
  const running = proof?.isRunning ? html`<p>${t('billing.proof.running')}</p>` : ''
  if (proof?.checkedAt === undefined) {
    return proof?.isRunning ? html`${running}` : notice(view, { tone: 'info', body: t('billing.proof.never') })
  }
  const time = instant(view, proof.checkedAt)
  if (proof.faults.length === 0) {
    return html`${notice(view, { tone: 'success', body: view.rich('billing.proof.holds', { time }) })}${running}`
  }
  // The lines of `kerbside verify`, as the operator's log has them.
  const shown = proof.faults.slice(0, MOST_SHOWN).map((fault) => html`<li lang="en" dir="ltr">${fault}</li>`)
  const body = html`<p>${view.rich('billing.proof.faults', { time, faults: proof.faults.length })}</p><ul>${shown}</ul>`
  return html`${notice(view, { tone: 'danger', body })}${running}`
}
