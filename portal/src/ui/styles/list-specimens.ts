import { emptyForm } from '../form-state.ts'
import type { Html } from '../html.ts'
import { html } from '../html.ts'
import { button, linkButton } from '../parts/button/button.ts'
import { buttonCard, card, cardGrid, figureCard, linkCard } from '../parts/card/card.ts'
import { copyButton } from '../parts/copy-button/copy-button.ts'
import { dataTable } from '../parts/data-table/data-table.ts'
import { descriptionList } from '../parts/description-list/description-list.ts'
import { filters } from '../parts/filters/filters.ts'
import { postForm } from '../parts/form/form.ts'
import { instant } from '../parts/instant/instant.ts'
import { pagination } from '../parts/pagination/pagination.ts'
import { select } from '../parts/select/select.ts'
import { sums } from '../parts/sums/sums.ts'
import { tabs } from '../parts/tabs/tabs.ts'
import { tag } from '../parts/tag/tag.ts'
import { textField } from '../parts/text-field/text-field.ts'
import { verbatim } from '../parts/verbatim/verbatim.ts'
import type { Tone, View } from '../view.ts'
import { specimen } from './specimen.ts'

/** Records, one at a time. */
export function listSpecimens(view: View): Html {
  const { t, formats } = view
  const title = t('ui.sample.person')
  const address = t('ui.sample.address')
  const change = linkButton({ href: '#card', label: t('ui.sample.change'), kind: 'quiet' })
  const number = html`${verbatim('2026-0042')} ${copyButton(view, { value: '2026-0042', what: t('ui.sample.number') })}`
  return html`${specimen(
    'card, linkCard, figureCard, buttonCard, cardGrid',
    html`${card({ title, figure: formats.number(1204), body: address, actions: button({ label: t('ui.sample.action'), kind: 'secondary' }) })}
${cardGrid(
  linkCard({ href: '#card', title, body: address, icon: 'home' }),
  figureCard({ href: '#card', figure: formats.number(1204), label: t('ui.sample.bills') }),
)}
${postForm(view, { action: '#card' }, buttonCard({ name: 'customer', value: '1', title, body: address }))}`,
  )}
${specimen(
  'descriptionList, copyButton',
  descriptionList([
    { term: t('ui.sample.nameLabel'), value: title, action: change },
    { term: t('ui.sample.number'), value: number },
    { term: t('ui.sample.dayLabel'), value: instant(view, view.now) },
    { term: t('ui.sample.dayLabel'), value: html`${formats.date(view.now)}, ${formats.time(view.now)}` },
    { term: t('ui.sample.amountLabel'), value: formats.money({ amountMinor: 123_456_78, currency: 'NPR' }) },
    { term: t('ui.sample.seen'), value: formats.minutes(-5), action: change },
  ]),
)}`
}

/** Records, many at once. */
export function tableSpecimens(view: View): Html {
  const { t, formats } = view
  const options = [
    { value: '', label: t('ui.sample.all') },
    { value: 'paid', label: t('ui.sample.paid') },
  ]
  const fields = html`${textField(view, emptyForm, { name: 'find', label: t('ui.sample.nameLabel') })}
${select(view, emptyForm, { name: 'state', label: t('ui.sample.state'), options })}`
  const table = dataTable({
    caption: t('ui.sample.bills'),
    columns: [
      {
        heading: t('ui.sample.number'),
        kind: 'title',
        cell: (row) => html`<a href="#dataTable">${verbatim(row.number)}</a>`,
      },
      { heading: t('ui.sample.nameLabel'), cell: () => t('ui.sample.person') },
      { heading: t('ui.sample.state'), cell: (row) => tag(row.tone, row.state) },
      { heading: t('ui.sample.dayLabel'), cell: (row) => formats.day(row.day) },
      {
        heading: t('ui.sample.amountLabel'),
        kind: 'figure',
        cell: (row) => formats.money({ amountMinor: row.amountMinor, currency: 'NPR' }),
      },
    ],
    rows: sampleBills(view),
  })
  return html`${specimen('filters', filters(view, { action: '?', label: t('ui.sample.bills'), active: true }, fields))}
${specimen(
  'tabs',
  tabs(t('ui.sample.state'), [
    { href: '#tabs', label: t('ui.sample.all'), current: true, count: formats.number(1204) },
    { href: '#tabs', label: t('ui.sample.open'), current: false, count: formats.number(12) },
    { href: '#tabs', label: t('ui.sample.paid'), current: false },
  ]),
)}
${specimen('dataTable', table)}
${specimen('sums', sampleSums(view))}
${specimen('pagination', pagination(view, { previous: '?', next: '?' }))}`
}

function sampleSums({ t, formats }: View): Html {
  const money = (amountMinor: number) => formats.money({ amountMinor, currency: 'NPR' })
  return sums([
    { label: t('ui.sample.open'), detail: t('ui.sample.sentence'), value: money(1_234_50) },
    { label: t('ui.sample.paid'), value: money(-300_00) },
    { label: t('ui.sample.due'), value: money(934_50), emphasis: 'strong' },
  ])
}

function sampleBills({ t }: View) {
  const bill = (number: string, tone: Tone, state: string, amountMinor: number) => {
    return { number, tone, state, amountMinor, day: Temporal.PlainDate.from('2026-03-31') }
  }
  return [
    bill('2026-0044', 'danger', t('ui.sample.overdue'), 500_00),
    bill('2026-0043', 'warning', t('ui.sample.due'), 1_234_50),
    bill('2026-0042', 'success', t('ui.sample.paid'), 300_00),
  ]
}
