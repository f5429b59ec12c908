import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { TextKey } from '../locales/index.ts'
import type { ErrorPage } from './error-page.ts'

interface ReasonFacts {
  readonly status: ContentfulStatusCode
  /** The title of the problem document. */
  readonly title: TextKey
  /** The page for people, where it is a page and not a form shown again. */
  readonly page: ErrorPage
}

/** Why a request was refused, in the words of the API. The list is closed: programs rely on it. */
export const reasons = {
  wrong_code: { status: 401, title: 'web.problem.wrongCode', page: 'forbidden' },
  wrong_pass: { status: 401, title: 'web.problem.wrongPass', page: 'forbidden' },
  held: { status: 401, title: 'web.problem.held', page: 'forbidden' },
  expired: { status: 401, title: 'web.problem.expired', page: 'forbidden' },
  too_many_attempts: { status: 401, title: 'web.problem.tooManyAttempts', page: 'forbidden' },
  already_used: { status: 401, title: 'web.problem.alreadyUsed', page: 'forbidden' },
  unknown_flow: { status: 401, title: 'web.problem.unknownFlow', page: 'forbidden' },
  unauthenticated: { status: 401, title: 'web.problem.unauthenticated', page: 'forbidden' },
  forbidden: { status: 403, title: 'web.problem.forbidden', page: 'forbidden' },
  not_found: { status: 404, title: 'web.problem.notFound', page: 'notFound' },
  method_not_allowed: { status: 405, title: 'web.problem.methodNotAllowed', page: 'method' },
  too_large: { status: 413, title: 'web.problem.tooLarge', page: 'tooLarge' },
  unsupported_media_type: { status: 415, title: 'web.problem.unsupportedMediaType', page: 'mediaType' },
  invalid_input: { status: 422, title: 'web.problem.invalidInput', page: 'malformed' },
  rate_limited: { status: 429, title: 'web.problem.rateLimited', page: 'rateLimited' },
  unavailable: { status: 503, title: 'web.problem.unavailable', page: 'unavailable' },
} as const satisfies Record<string, ReasonFacts>

export type Reason = keyof typeof reasons
