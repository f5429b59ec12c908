import { csrfFieldName } from '../ui/index.ts'
import type { App } from '../web/app.ts'

export interface BrowserOptions {
  readonly app: App
  readonly origin: string
  /** Sent with every request, such as `accept-language`. */
  readonly headers?: Readonly<Record<string, string>> | undefined
  /** Where the browser connects from. */
  readonly address?: string | undefined
}

/** What came back. Redirects are not followed, so that a test sees them. */
export interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  /** Where a redirect leads, as a path. */
  readonly location: string | undefined
}

/** A browser without scripts: it keeps cookies, and sends forms with the token of the page that they stand on. */
export class Browser {
  readonly cookies = new Map<string, string>()
  readonly #options: BrowserOptions
  #token = ''

  constructor(options: BrowserOptions) {
    this.#options = options
  }

  /** Opens a page, as a link of the site does. */
  get(path: string, headers: Record<string, string> = {}): Promise<Answer> {
    return this.send(path, { headers: { 'sec-fetch-site': 'same-origin', ...headers } })
  }

  /** Opens the page of a form, then sends the form; the token comes from the page. */
  async submit(path: string, fields: Readonly<Record<string, string>> = {}, page = path): Promise<Answer> {
    await this.get(page)
    return this.post(path, fields)
  }

  /** Sends a form with the token of the page seen last. */
  post(path: string, fields: Readonly<Record<string, string>> = {}): Promise<Answer> {
    const body = new URLSearchParams({ [csrfFieldName]: this.#token, ...fields })
    return this.send(path, { method: 'POST', body, headers: { 'sec-fetch-site': 'same-origin' } })
  }

  /** Calls the JSON API. */
  postJson(path: string, body: unknown, headers: Record<string, string> = {}): Promise<Answer> {
    const json = { 'content-type': 'application/json', ...headers }
    return this.send(path, { method: 'POST', body: JSON.stringify(body), headers: json })
  }

  /** Any request at all. */
  async send(path: string, init: RequestInit = {}): Promise<Answer> {
    const { app, origin, address = '203.0.113.7' } = this.#options
    const request = new Request(origin + path, init)
    for (const [name, value] of Object.entries(this.#options.headers ?? {})) {
      if (!request.headers.has(name)) request.headers.set(name, value)
    }
    if (this.cookies.size > 0) request.headers.set('cookie', [...this.cookies].map(([n, v]) => `${n}=${v}`).join('; '))
    const response = await app.fetch(request, { incoming: { socket: { remoteAddress: address } } })
    this.#keep(response.headers.getSetCookie())
    const text = await response.text()
    this.#token = tokenIn(text) ?? this.#token
    const location = response.headers.get('location') ?? undefined
    return { status: response.status, headers: response.headers, text, location }
  }

  #keep(cookies: readonly string[]): void {
    for (const cookie of cookies) {
      const [pair = '', ...attributes] = cookie.split('; ')
      const [name = '', value = ''] = pair.split('=')
      if (attributes.includes('Max-Age=0')) this.cookies.delete(name)
      else this.cookies.set(name, value)
    }
  }
}

const tokenIn = (page: string): string | undefined =>
  new RegExp(`name="${csrfFieldName}" value="([\\w-]+)"`).exec(page)?.[1]
