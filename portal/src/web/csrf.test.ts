import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Hono } from 'hono'
import { createCookies } from './cookies.ts'
import { createCsrf } from './csrf.ts'

const cookies = createCookies(new URL('https://bills.example.com'))
const oldKey = 'the old key of thirty-two characters'
const newKey = 'the new key of thirty-two characters'

/** Issues by one set of keys and proves by another. */
function site(issuing: readonly string[], proving = issuing) {
  return new Hono()
    .get('/', (c) => c.text(createCsrf(issuing, cookies).issue(c)))
    .get('/prove/:token', (c) => c.json(createCsrf(proving, cookies).proves(c, c.req.param('token'))))
}

async function issue(app: Hono, cookie = ''): Promise<{ token: string; cookie: string }> {
  const response = await app.request('/', { headers: { cookie } })
  return { token: await response.text(), cookie: response.headers.get('set-cookie')?.split(';')[0] ?? cookie }
}

const proves = async (app: Hono, token: string, cookie: string): Promise<unknown> =>
  (await app.request(`/prove/${token}`, { headers: { cookie } })).json()

test('a token proves its own browser and no other', async () => {
  const app = site([newKey])
  const mine = await issue(app)
  const other = await issue(app)
  assert.equal(await proves(app, mine.token, mine.cookie), true)
  assert.equal(await proves(app, mine.token, other.cookie), false)
  assert.equal(await proves(app, mine.token, ''), false)
})

test('tokens differ from page to page, and each stays good', async () => {
  const app = site([newKey])
  const first = await issue(app)
  const second = await issue(app, first.cookie)
  assert.notEqual(first.token, second.token)
  assert.equal(second.cookie, first.cookie)
  assert.equal(await proves(app, first.token, first.cookie), true)
  assert.equal(await proves(app, second.token, first.cookie), true)
})

test('a token of the former key stays good while the key is listed', async () => {
  const { token, cookie } = await issue(site([oldKey]))
  assert.equal(await proves(site([newKey, oldKey]), token, cookie), true)
  assert.equal(await proves(site([newKey]), token, cookie), false)
})

test('over HTTPS the cookie is for this host alone, and out of reach of scripts', async () => {
  const response = await site([newKey]).request('/')
  const cookie = response.headers.get('set-cookie') ?? ''
  assert.match(cookie, /^__Host-kerbside_browser=[\w-]{22}; Max-Age=\d+; Path=\/; HttpOnly; SameSite=Lax; Secure$/)
})
