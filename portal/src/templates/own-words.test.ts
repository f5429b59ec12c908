import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import { test } from 'node:test'
import type { Locale } from '../locales/index.ts'
import { directions, locales } from '../locales/index.ts'
import { paths } from '../paths.ts'
import { addCustomer, codeIn } from '../sign-in/testing/people.ts'
import type { TestPortal } from '../testing/start-portal.ts'
import { startPortal } from '../testing/start-portal.ts'
import type { TemplateFiles } from './testing/template-folder.ts'
import { templateFolder } from './testing/template-folder.ts'

const greetings: Readonly<Record<Locale, string>> = { en: 'Dear', es: 'Estimada', ne: 'आदरणीय', ar: 'عزيزتي' }
const text = (greeting: string) =>
  `${greeting} {name, select, none {reader} other {{name}}},\n\nfrom {operator}:\n{code}\n\n{minutes, plural, one {# min} other {# mins}} ({mark})\n`
const page =
  '<!doctype html>\n<html lang="{language}" dir="{direction}"><head><style>.c { color: #25211b; font: "it\'s" }</style></head>\n' +
  '<body><p title="{name, select, none {} other {{name}}}">{name, select, none {} other {{name}}}</p><p class="c">{code}</p></body></html>\n'

async function portalWith(t: TestContext, files: TemplateFiles): Promise<TestPortal> {
  const portal = await startPortal(t, { settings: { MESSAGE_TEMPLATES: templateFolder(t, files) } })
  for (const language of locales) {
    const [email, phone] = [`asha@${language}.example.com`, `+97798412345${locales.indexOf(language)}7`]
    await addCustomer(portal, { name: 'Asha <i>"Rai"', email, phone, language })
  }
  return portal
}

async function mailTo(portal: TestPortal, language: Locale) {
  const email = `asha@${language}.example.com`
  await portal.browser().submit(paths.otp.request, { otp_type: 'email', email })
  const sent = (await portal.messages()).findLast((message) => message.to === email)
  assert.ok(sent)
  return { ...sent, subject: sent.subject ?? '', html: sent.html ?? '' }
}

async function smsTo(portal: TestPortal, language: Locale): Promise<string> {
  const phone = `+97798412345${locales.indexOf(language)}7`
  await portal.browser().submit(paths.otp.request, { otp_type: 'phone', phone })
  const sent = (await portal.messages()).findLast((message) => message.to === phone)
  assert.ok(sent)
  return sent.text
}

test('each part of a message is said by the file of its language', async (t) => {
  const files: Record<string, string> = {}
  for (const language of locales) {
    files[`sign-in-code/email.${language}.subject.txt`] = `${greetings[language]} {mark}\n`
    files[`sign-in-code/email.${language}.txt`] = text(greetings[language])
    files[`sign-in-code/email.${language}.html`] = page
    files[`sign-in-code/sms.${language}.txt`] = `${greetings[language]} {code} {minutes}`
  }
  const portal = await portalWith(t, files)
  assert.equal(portal.parts.templates.own, 16)
  for (const language of locales) {
    const sent = await mailTo(portal, language)
    const code = codeIn(sent)
    assert.match(sent.subject, new RegExp(`^${greetings[language]} [A-Z][0-9]$`))
    assert.ok(sent.text.startsWith(`${greetings[language]} Asha <i>"Rai",\n\nfrom Kerbside:\n`), sent.text)
    assert.match(sent.text, /\n5 mins \([A-Z]\d\)\n$/)
    assert.ok(sent.html.includes(`<html lang="${language}" dir="${directions[language]}">`))
    assert.ok(sent.html.includes(`<style>.c { color: #25211b; font: "it's" }</style>`))
    assert.ok(sent.html.includes(`<p class="c">${code}</p>`))
    assert.match(await smsTo(portal, language), new RegExp(`^${greetings[language]} (\\d{6}) 5\n\n@localhost #\\1$`))
  }
})

test('a language without a file of its own takes the one for all, and what no file says is ours', async (t) => {
  const portal = await portalWith(t, {
    'sign-in-code/email.subject.txt': 'For all',
    'sign-in-code/email.ne.subject.txt': 'नेपालीमा',
  })
  assert.equal((await mailTo(portal, 'es')).subject, 'For all')
  const nepali = await mailTo(portal, 'ne')
  assert.equal(nepali.subject, 'नेपालीमा')
  assert.match(nepali.text, /नमस्ते/)
})

test('whoever says only the text gets our HTML with the same words, and the code in its place', async (t) => {
  const portal = await portalWith(t, { 'sign-in-code/email.txt': text('Dear') })
  const sent = await mailTo(portal, 'en')
  const { html } = sent
  const code = codeIn(sent)
  assert.match(html, /<p[^>]*>Dear Asha &lt;i&gt;&quot;Rai&quot;,<\/p>/)
  assert.match(html, new RegExp(`<p class="ticket"[^>]*><span [^>]*><span dir="ltr">${code}</span>`))
  assert.ok(!html.includes('Please do not reply'))
})

test('what belongs to persons is text in an HTML template, in its words and in its attributes', async (t) => {
  const portal = await portalWith(t, { 'sign-in-code/email.txt': text('Dear'), 'sign-in-code/email.html': page })
  const { html } = await mailTo(portal, 'en')
  assert.ok(html.includes('<p title="Asha &lt;i&gt;&quot;Rai&quot;">Asha &lt;i&gt;&quot;Rai&quot;</p>'), html)
})
