import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { hasCurl } from './checkout.ts'

const run = promisify(execFile)
const standIn = fileURLToPath(new URL('curl.ts', import.meta.url))
const isThere = await hasCurl()

test('the stand-in for curl asks and answers as curl does', { skip: !isThere }, async (t) => {
  const server = createServer(async (request, response) => {
    const { method, url, headers } = request
    response.writeHead(207).end(JSON.stringify([method, url, headers['x-name'], await text(request)]))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.after(() => server.close())
  const { port } = server.address() as AddressInfo
  const site = `http://127.0.0.1:${port}`
  for (const options of [
    ['-s', `${site}/a?b=c`],
    ['-s', `${site}/a`, '-H', 'Content-Type: application/json', '-H', 'X-Name: a: b', '-d', '{"a": "b"}'],
    ['-s', '-X', 'POST', `${site}/a`, '-w', '%{http_code}\\n'],
    ['-s', `${site}/a`, '-o', '/dev/null', '-w', '\\n%{http_code}\\n'],
  ]) {
    const [real, ours] = await Promise.all([run('curl', options), run(process.execPath, [standIn, ...options])])
    assert.equal(ours.stdout, real.stdout, options.join(' '))
  }
})
