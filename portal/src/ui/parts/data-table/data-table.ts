import type { Content, Html } from '../../html.ts'
import { attributes, html } from '../../html.ts'

export type Column<Row> = {
  readonly heading: string
  readonly cell: (row: Row) => Content
  /** `title` names the row and heads its card on a phone; `figure` is a number, set at the end of its column. */
  readonly kind?: 'title' | 'text' | 'figure' | undefined
}

export type DataTable<Row> = {
  /** What the table shows, for who cannot see it. */
  readonly caption: string
  readonly columns: readonly Column<Row>[]
  readonly rows: readonly Row[]
}

/**
 * Rows and columns; on a narrow screen each row becomes a card with the headings before the values. The roles repeat
 * what the elements mean, because browsers forget it when CSS shows a table as blocks. A table that is wider than its
 * place scrolls within its frame, which takes the focus so that the arrow keys can do it.
 */
export function dataTable<Row>({ caption, columns, rows }: DataTable<Row>): Html {
  const frame = { class: 'data-table-frame', role: 'region', 'aria-label': caption, tabindex: 0 }
  return html`<div${attributes(frame)}><table class="data-table" role="table">
<caption class="visually-hidden">${caption}</caption>
<thead role="rowgroup"><tr role="row">${columns.map(columnHead)}</tr></thead>
<tbody role="rowgroup">${rows.map(
    (row) => html`<tr role="row">${columns.map((column) => cell(column, row))}</tr>
`,
  )}</tbody>
</table></div>`
}

function columnHead({ heading, kind }: Column<never>): Html {
  const attrs = { scope: 'col', role: 'columnheader', class: kind === 'figure' ? 'data-table-figure' : undefined }
  return html`<th${attributes(attrs)}>${heading}</th>`
}

function cell<Row>({ heading, kind = 'text', cell: show }: Column<Row>, row: Row): Html {
  if (kind === 'title') return html`<th class="data-table-title" scope="row" role="rowheader">${show(row)}</th>`
  const attrs = { role: 'cell', 'data-heading': heading, class: kind === 'figure' ? 'data-table-figure' : undefined }
  return html`<td${attributes(attrs)}>${show(row)}</td>`
}
