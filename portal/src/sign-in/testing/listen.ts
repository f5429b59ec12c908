import type { Browser } from '../../testing/browser.ts'
import type { TestPortal } from '../../testing/start-portal.ts'

/** A stream of server-sent events, as a browser hears it. */
export interface Listening {
  readonly status: number
  readonly headers: Headers
  /** The next event as `name data`, or the words of a comment; undefined when the server has ended it. */
  next(): Promise<string | undefined>
  hangUp(): Promise<void>
}

/** Opens a stream with the cookies of a browser. */
export async function listen(portal: TestPortal, browser: Browser, path: string): Promise<Listening> {
  const cookie = [...browser.cookies].map((pair) => pair.join('=')).join('; ')
  const request = new Request(portal.parts.config.publicUrl.origin + path, { headers: { cookie } })
  const response = await portal.app.fetch(request, { incoming: { socket: { remoteAddress: '203.0.113.7' } } })
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
  let heard = ''
  return {
    status: response.status,
    headers: response.headers,
    async next() {
      while (!heard.includes('\n\n')) {
        const piece = await reader?.read()
        if (!piece || piece.done) return undefined
        heard += piece.value
      }
      const [block = '', ...rest] = heard.split('\n\n')
      heard = rest.join('\n\n')
      return wordsOf(block)
    },
    hangUp: async () => reader?.cancel(),
  }
}

function wordsOf(block: string): string {
  const field = (name: string) => block.split('\n').find((line) => line.startsWith(`${name}:`))
  const value = (name: string) =>
    field(name)
      ?.slice(name.length + 1)
      .trim() ?? ''
  return `${value('event')} ${value('data')}`.trim() || block.slice(1).trim()
}
