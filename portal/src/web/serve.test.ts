import assert from 'node:assert/strict'
import { once } from 'node:events'
import type { Socket } from 'node:net'
import { connect } from 'node:net'
import type { TestContext } from 'node:test'
import { test } from 'node:test'
import type { App } from './app.ts'
import type { ServeOptions } from './serve.ts'
import { serve } from './serve.ts'

const local = { port: 0, host: '127.0.0.1' }

async function serving(t: TestContext, fetch: App['fetch'], options: Partial<ServeOptions> = {}) {
  const served = await serve({ fetch, addresses: [] }, { ...local, ...options })
  t.after(() => served.stop(0))
  return served
}

async function dial(t: TestContext, port: number): Promise<Socket> {
  const socket = connect(port, '127.0.0.1')
  t.after(() => socket.destroy())
  await once(socket, 'connect')
  return socket
}

/** All that the server says until it hangs up. */
async function answerOf(socket: Socket): Promise<string> {
  let text = ''
  socket.on('data', (piece) => {
    text += piece
  })
  await once(socket, 'close')
  return text
}

const hello = () => new Response('hello')

test('a client that never finishes its head is cut off', async (t) => {
  const { port } = await serving(t, hello, { headersMs: 50, requestMs: 100 })
  const socket = await dial(t, port)
  socket.write('GET / HTTP/1.1\r\nHost: a\r\n')
  assert.match(await answerOf(socket), /^HTTP\/1\.1 408/)
})

test('a client that never finishes its body is cut off', async (t) => {
  const { port } = await serving(t, async (request) => new Response(await request.text()), {
    headersMs: 50,
    requestMs: 100,
  })
  const socket = await dial(t, port)
  socket.write('POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nhal')
  assert.match(await answerOf(socket), /^(HTTP\/1\.1 408|$)/)
})

test('a target that is no address is answered without anything of the inside', async (t) => {
  const { port } = await serving(t, hello)
  const socket = await dial(t, port)
  socket.write('GET / HTTP/1.1\r\nHost: a b<script>\r\nConnection: close\r\n\r\n')
  const answer = await answerOf(socket)
  assert.match(answer, /^HTTP\/1\.1 400/)
  assert.doesNotMatch(answer, /script|\.ts/)
})

test('a head of unreasonable length is refused', async (t) => {
  const { port } = await serving(t, hello)
  const socket = await dial(t, port)
  socket.write(`GET / HTTP/1.1\r\nHost: a\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`)
  assert.match(await answerOf(socket), /^HTTP\/1\.1 431/)
})

test('a request whose length can be read in two ways is refused, and what hides behind it is not answered', async (t) => {
  const { port } = await serving(t, hello)
  const hidden = '0\r\n\r\nGET /hidden HTTP/1.1\r\nHost: a\r\n\r\n'
  for (const lengths of [
    'Content-Length: 5\r\nTransfer-Encoding: chunked',
    'Content-Length: 5\r\nContent-Length: 6',
    'Transfer-Encoding: chunked\r\nTransfer-Encoding: identity',
  ]) {
    const socket = await dial(t, port)
    socket.write(`POST / HTTP/1.1\r\nHost: a\r\n${lengths}\r\n\r\n${hidden}`)
    const answer = await answerOf(socket)
    assert.match(answer, /^HTTP\/1\.1 400/, lengths)
    assert.doesNotMatch(answer, /hello/, lengths)
  }
})

test('stopping answers what is open, and takes nothing new', async (t) => {
  const { promise: arrived, resolve: arrive } = Promise.withResolvers<void>()
  const { promise: free, resolve: release } = Promise.withResolvers<void>()
  const served = await serving(t, async () => {
    arrive()
    await free
    return hello()
  })
  const open = fetch(`http://127.0.0.1:${served.port}/`)
  await arrived
  const stopped = served.stop(10_000)
  await assert.rejects(fetch(`http://127.0.0.1:${served.port}/`))
  release()
  assert.equal(await (await open).text(), 'hello')
  await stopped
})

test('stopping does not wait for ever', async (t) => {
  const { promise: arrived, resolve: arrive } = Promise.withResolvers<void>()
  const served = await serving(t, () => {
    arrive()
    return new Promise(() => {})
  })
  const open = fetch(`http://127.0.0.1:${served.port}/`)
  const cut = assert.rejects(open)
  await arrived
  await served.stop(20)
  await cut
})

test('a port that is taken is refused at once', async (t) => {
  const { port } = await serving(t, hello)
  await assert.rejects(serve({ fetch: hello, addresses: [] }, { port, host: '127.0.0.1' }), { code: 'EADDRINUSE' })
})
