import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import type { TestContext } from 'node:test'
import { SMTPServer } from 'smtp-server'

/** A mail server that notes under which Message-IDs each message came, and reads no further: ten thousand come. */
export interface Sink {
  readonly port: number
  /** The Message-ID of each mail, by the recipient's local part. */
  readonly mails: ReadonlyMap<string, readonly string[]>
}

export async function startSink(t: TestContext): Promise<Sink> {
  const mails = new Map<string, string[]>()
  const server = new SMTPServer({
    disabledCommands: ['STARTTLS', 'AUTH'],
    closeTimeout: 50,
    onData(stream, { envelope }, done) {
      text(stream).then((source) => {
        const reference = envelope.rcptTo[0]?.address.split('@')[0] ?? ''
        const messageId = /^Message-ID: (.+)\r$/m.exec(source)?.[1] ?? ''
        mails.set(reference, [...(mails.get(reference) ?? []), messageId])
        done()
      }, done)
    },
  })
  server.on('error', () => {}) // clients are killed in the middle of a word
  server.listen(0, '127.0.0.1')
  await once(server.server, 'listening')
  t.after(() => new Promise<void>((resolve) => server.close(resolve)))
  const address = server.server.address()
  if (address === null || typeof address === 'string') throw new Error('The sink has no port.')
  return { port: address.port, mails }
}
