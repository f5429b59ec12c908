import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { TestContext } from 'node:test'
import { test } from 'node:test'
import { openPage } from './browser.ts'

async function serve(t: TestContext, body: string, headers: Record<string, string> = {}): Promise<string> {
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', ...headers }).end(body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.after(() => server.closeAllConnections())
  t.after(() => server.close())
  const { port } = server.address() as AddressInfo
  return `http://127.0.0.1:${port}/`
}

test('each of our scripts has letters, not boxes', async (t) => {
  const page = await openPage(t)
  const pictureOf = async (letter: string) => {
    await page.setContent(`<p style="font: 64px system-ui; inline-size: 64px">${letter}</p>`)
    return (await page.locator('p').screenshot()).toString('base64')
  }
  const box = await pictureOf('\u{E000}') // for private use: no font of ours has it
  for (const letter of ['C', 'स', 'ن']) assert.notEqual(await pictureOf(letter), box, letter)
})

test('a page without JavaScript runs none', async (t) => {
  const url = await serve(t, '<p>still</p><script>document.body.textContent = "moved"</script>')
  const page = await openPage(t, { javaScriptEnabled: false })
  await page.goto(url)
  assert.equal(await page.textContent('p'), 'still')
})

test('the browser keeps to the Content Security Policy, and a breach fails the test', async (t) => {
  const url = await serve(t, '<p>still</p><script>document.body.textContent = "moved"</script>', {
    'content-security-policy': "default-src 'none'",
  })
  const ended: (() => Promise<void>)[] = []
  const page = await openPage({ after: (task) => ended.push(task) })
  await page.goto(url)
  assert.equal(await page.textContent('p'), 'still')
  await assert.rejects(Promise.all(ended.map((task) => task())), /Content Security Policy/)
})

test('no name on the network is reached', async (t) => {
  const page = await openPage(t)
  await assert.rejects(page.goto('http://kerbside.example/'), /ERR_NAME_NOT_RESOLVED/)
})

test('viewport, colours and language are as asked', async (t) => {
  const page = await openPage(t, { viewport: { width: 768, height: 900 }, colorScheme: 'dark', locale: 'ne' })
  const seen = await page.evaluate(
    `[innerWidth, matchMedia('(prefers-color-scheme: dark)').matches, navigator.language]`,
  )
  assert.deepEqual(seen, [768, true, 'ne'])
})
