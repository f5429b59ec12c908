import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { pickLocale, translate } from '../locales/index.ts'
import type { Html, View } from '../ui/index.ts'
import type { ErrorPage } from './error-page.ts'
import { errorPage } from './error-page.ts'
import type { Reason } from './reasons.ts'
import { reasons } from './reasons.ts'
import { isForPrograms } from './sides.ts'

export interface Refusal {
  /** Where the reason's own status does not fit: malformed input is 400, a flow unknown to `resend` is 404. */
  readonly status?: ContentfulStatusCode
  readonly headers?: Readonly<Record<string, string>>
  /** Further members of the problem document, such as `attemptsLeft` (RFC 9457 §3.2). */
  readonly members?: Readonly<Record<string, unknown>>
  /** The page that people read, where the reason has several. */
  readonly page?: ErrorPage
}

/** What refusing needs of a context; every context of Hono has it. */
interface Answering {
  readonly req: { readonly path: string; header(name: string): string | undefined }
  /** Undefined when the request failed before it had one. */
  get(key: 'view'): View | undefined
  header(name: string, value: string): void
  html(page: Html, status: ContentfulStatusCode): Response | Promise<Response>
  text(text: string, status: ContentfulStatusCode): Response
  body(text: string, status: ContentfulStatusCode, headers: Record<string, string>): Response
}

/** Answers a request that cannot be met: programs get a problem document, people get a page with a way on. */
export function refuse(c: Answering, reason: Reason, refusal: Refusal = {}): Response | Promise<Response> {
  const status = refusal.status ?? reasons[reason].status
  for (const [name, value] of Object.entries(refusal.headers ?? {})) c.header(name, value)
  if (isForPrograms(c.req.path)) return problem(c, reason, status, refusal.members)
  const view = c.get('view')
  const name = refusal.page ?? (status === 400 ? 'malformed' : reasons[reason].page)
  return view ? c.html(errorPage(view, name), status) : c.text(reason, status)
}

/** RFC 9457. The title is in the reader's language; programs go by `reason`. */
function problem(c: Answering, reason: Reason, status: ContentfulStatusCode, members: Refusal['members']): Response {
  const t = translate(pickLocale(c.req.header('accept-language')))
  const document = { type: 'about:blank', title: t(reasons[reason].title), status, reason, ...members }
  return c.body(JSON.stringify(document), status, { 'Content-Type': 'application/problem+json' })
}
