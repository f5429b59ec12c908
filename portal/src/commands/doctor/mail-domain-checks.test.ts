import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Environment } from '../../config.ts'
import { readConfig } from '../../config.ts'
import { isOneHouse } from './domains.ts'
import type { TxtResolver } from './mail-domain-checks.ts'
import { mailDomainChecks } from './mail-domain-checks.ts'

const good = {
  'example.com': ['v=spf1 include:_spf.example.com -all', 'other words'],
  '_domainkey.example.com': [],
  '_dmarc.example.com': ['v=DMARC1; p=reject'],
}

const dnsOf = (records: Record<string, readonly string[]>): TxtResolver => ({
  async resolveTxt(name) {
    const texts = records[name]
    if (texts?.length) return texts.map((text) => [text.slice(0, 5), text.slice(5)])
    throw Object.assign(new Error(name), { code: texts ? 'ENODATA' : 'ENOTFOUND' })
  },
})

/** What is said, by the first word of its name. */
async function said(records: Record<string, readonly string[]>, settings: Environment = {}, dns = dnsOf(records)) {
  const environment = {
    EMAIL_BACKEND: 'smtp',
    EMAIL_HOST: 'smtp.example.com',
    DEFAULT_FROM_EMAIL: 'Clean Streets <bills@example.com>',
    PUBLIC_URL: 'https://bills.example.com',
    ...settings,
  }
  const read = readConfig(environment, { developmentKey: () => 'a key of thirty-two characters..' })
  assert.ok(read.success, read.success ? '' : read.faults.join())
  const checks = mailDomainChecks(read.config, dns)
  const findings = await Promise.all(checks.map(({ run }) => run()))
  return Object.fromEntries(
    findings.map(({ level, text }, index) => [checks[index]?.name.split(' ')[0], `${level} ${text}`]),
  )
}

test('a domain with all its records is all right', async () => {
  const { SPF, DKIM, DMARC, sender } = await said(good)
  assert.match(SPF ?? '', /^ok v=spf1 /)
  assert.match(DKIM ?? '', /^ok .*dkim=pass/)
  assert.match(DMARC ?? '', /^ok v=DMARC1/)
  assert.match(sender ?? '', /^ok /)
})

test('a domain without records is told what to publish', async () => {
  const { SPF, DKIM, DMARC } = await said({})
  assert.match(SPF ?? '', /^note there is no record.*v=spf1/)
  assert.match(DKIM ?? '', /^note no key is published/)
  assert.match(DMARC ?? '', /^note there is no record.*v=DMARC1/)
})

test('two SPF records, or one that lets everybody send, are worth nothing', async () => {
  const two = await said({ ...good, 'example.com': ['v=spf1 -all', 'v=spf1 mx -all'] })
  assert.match(two['SPF'] ?? '', /^note there are 2 records/)
  for (const record of ['v=spf1 +all', 'v=spf1 mx all']) {
    assert.match((await said({ ...good, 'example.com': [record] }))['SPF'] ?? '', /^note .*every machine/)
  }
  for (const record of ['v=spf1 mx ~all', 'v=spf1 include:all.example -all']) {
    assert.match((await said({ ...good, 'example.com': [record] }))['SPF'] ?? '', /^ok /)
  }
})

test('DMARC is looked for above, too', async () => {
  const { DMARC } = await said(good, { DEFAULT_FROM_EMAIL: 'bills@mail.eu.example.com' })
  assert.match(DMARC ?? '', /^ok v=DMARC1/)
})

test('bounces that go elsewhere align as DMARC says', async () => {
  const strict = { ...good, '_dmarc.example.com': ['v=DMARC1; p=none; aspf=s'], 'mail.example.com': ['v=spf1 -all'] }
  const sub = { BOUNCE_ADDRESS: 'bounces@mail.example.com' }
  assert.match((await said(strict, sub))['DMARC'] ?? '', /^note bounces go to mail\.example\.com/)
  assert.match((await said({ ...strict, ...good }, sub))['DMARC'] ?? '', /^ok /)
  assert.match((await said(strict, sub))['SPF'] ?? '', /^ok /, 'SPF is of the domain of bounces')
  const other = { BOUNCE_ADDRESS: 'bounces@sender.example.net' }
  assert.match((await said(good, other))['DMARC'] ?? '', /^note bounces go to sender\.example\.net/)
})

test('a sender of another house than the site is told', async () => {
  const { sender } = await said(good, { PUBLIC_URL: 'https://bills.example.org' })
  assert.match(sender ?? '', /^note mail comes from example\.com and the site is bills\.example\.org/)
})

test('a name server that does not answer is no fault of the portal', async () => {
  const dns: TxtResolver = { resolveTxt: async () => Promise.reject(Object.assign(new Error(), { code: 'ETIMEOUT' })) }
  const { SPF, DKIM, DMARC } = await said({}, {}, dns)
  for (const text of [SPF, DKIM, DMARC]) assert.match(text ?? '', /^note the name server does not answer/)
})

test('nothing is asked where no mail leaves, or none could arrive', async () => {
  assert.deepEqual(await said(good, { EMAIL_BACKEND: 'console' }), {})
  assert.deepEqual(await said(good, { DEFAULT_FROM_EMAIL: 'noreply@localhost' }), {})
})

test('two names are of one house below a roof that is no ending of a registry', () => {
  for (const [one, other] of [
    ['example.com', 'bills.example.com'],
    ['mail.example.com', 'bills.example.com'],
    ['mail.city.com.np', 'bills.city.com.np'],
    ['example.com', 'example.com'],
  ] as const) {
    assert.ok(isOneHouse(one, other) && isOneHouse(other, one), `${one} ${other}`)
  }
  for (const [one, other] of [
    ['example.com', 'example.org'],
    ['city.com.np', 'town.com.np'],
    ['a.co.uk', 'b.co.uk'],
    ['badexample.com', 'example.com'],
  ] as const) {
    assert.ok(!isOneHouse(one, other) && !isOneHouse(other, one), `${one} ${other}`)
  }
})
