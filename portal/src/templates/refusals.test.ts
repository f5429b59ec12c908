import assert from 'node:assert/strict'
import { symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { emptyFolder, runCommand } from '../testing/command.ts'
import type { TemplateFiles } from './testing/template-folder.ts'
import { faultsOf, templateFolder } from './testing/template-folder.ts'

const TEXT = 'Your code:\n{code}\n'
const code = (part: string, content: string): TemplateFiles => ({ [`sign-in-code/email.${part}`]: content })
const sms = (content: string): TemplateFiles => ({ 'sign-in-code/sms.txt': content })
const html = (body: string): TemplateFiles => ({
  'sign-in-code/email.txt': TEXT,
  'sign-in-code/email.html': `<p>{code}</p>${body}`,
})
const news = (content: string): TemplateFiles => ({ 'passkey/sms.txt': content })

const refused: readonly [what: string, files: TemplateFiles, fault: RegExp][] = [
  ['a folder that is no message', { 'signin/email.txt': TEXT }, /signin: .* named contact-changed, /],
  ['a file beside the folders', { 'email.txt': TEXT }, /email\.txt: there is no message of this name/],
  ['an unknown channel', { 'sign-in-code/fax.txt': TEXT }, /no channel "fax"; begin with email or sms/],
  ['an unknown language', code('fr.txt', TEXT), /no language "fr"; write en, es, ne, ar, or leave it out/],
  ['an unknown part', { 'sign-in-code/sms.en.html': TEXT }, /sms\.en\.html: no message has this part/],
  ['a name of too many parts', code('en.old.txt', TEXT), /no message has this part/],
  ['an unknown placeholder', code('txt', '{code}\n\n{cod}'), /line 3: there is no \{cod\} here; .*\{code\} \{mark\}/],
  ['a brace that is not closed', code('txt', 'Hi {name\n{code}'), /line 1: .* meant as itself is written '\{'/],
  ['a choice without the rest', code('txt', '{code}\n{minutes, plural, one {# min}}'), /line 2: .*no "other/],
  ['choices too deep', code('txt', '{minutes,plural,other{'.repeat(2900)), /stand too deep/],
  [
    'a choice by words that a value never has',
    news('{event, select, add {x} other {y}}'),
    /\{event\} is never "add"; it can be added, /,
  ],
  ['a choice by a name', code('txt', '{code}\n{name, select, Bob {} other {x}}'), /\{name\} is never "Bob"/],
  ['a value that may be missing', code('txt', '{code}\nHello {name}'), /line 2: \{name\} is missing in some/],
  ['words as a number', code('txt', '{code}\n{mark, plural, one {a} other {b}}'), /\{mark\} is no number/],
  ['words as a date', code('txt', '{code}\n{mark, date}'), /\{mark\} is no date/],
  ['a text without the code', code('txt', 'Welcome'), /email\.txt: let \{code\} stand alone/],
  ['a code within a sentence', code('txt', 'It is {code}.'), /let \{code\} stand alone/],
  ['a code in some cases only', code('txt', '{pass, select, none {{code}} other {{pass} it is}}'), /stand alone/],
  [
    'a pass alone on its line',
    code('txt', '{code}\n\n{pass, select, none {x} other {{pass}}}'),
    /"\{pass\}" could be taken for the code/,
  ],
  ['digits alone on a line', code('txt', '{code}\n\n01 441-2345'), /"01 441-2345" could be taken/],
  [
    'a value alone on a line, which may be digits',
    code('txt', '{code}\n{name, select, none {x} other {{name}}}'),
    /"\{name\}" could be taken/,
  ],
  ['an SMS without the code', sms('Hello'), /sms\.txt: say \{code\}/],
  [
    'a late message without its pass',
    { 'sign-in-pass/email.txt': 'Too late' },
    /sign-in-pass\/email\.txt: say \{pass\}/,
  ],
  ['the code in a subject', code('subject.txt', '{code} is it'), /locked screen .* EMAIL_CODE_IN_SUBJECT=True/],
  ['the pass in a subject', { 'sign-in-pass/email.subject.txt': '{pass}' }, /take \{pass\} out/],
  ['two lines of subject', code('subject.txt', 'One\nBcc: x@example.com'), /a subject is one line/],
  ['no subject', code('subject.txt', '\n'), /the subject is empty/],
  ['HTML without text', code('en.html', '<p>{code}</p>'), /email\.en\.html: the HTML has no text beside it/],
  [
    'HTML of a language whose text is ours',
    { ...code('html', '<p>{code}</p>'), ...code('en.txt', TEXT) },
    /email\.html: the HTML has no text/,
  ],
  ['HTML without the code', { ...html(''), ...code('html', '<p>Hi</p>') }, /email\.html: show \{code\}/],
  [
    'a code that only the title has',
    { ...html(''), ...code('html', '<title>{code}</title><p>Hi</p>') },
    /show \{code\}/,
  ],
  ['a remote picture', html('<img src="https://x.example/p.gif">'), /a picture that is loaded tells who reads/],
  ['a picture that is a program', html('<img src="data:image/svg+xml;base64,AAAA">'), /tells who reads/],
  [
    'a link elsewhere',
    html('<a href="https://x.example">Hi</a>'),
    /href="https:\/\/x\.example" leads elsewhere; .*\{link\}/,
  ],
  [
    'a second target before the harmless one',
    html('{link, select, none {} other {<a href="https://x.example" href="{link}">a</a>}}'),
    /leads elsewhere/,
  ],
  [
    'a link in the place of which nothing stands',
    html('<a href="{link, select, none {none} other {{link}}}">Hi</a>'),
    /href="none" leads elsewhere/,
  ],
  ['a link to what is no address', html('<a href="{mark}">Hi</a>'), /leads elsewhere/],
  ['a style that loads', html('<p style="background:url(https://x.example)">Hi</p>'), /a style may not hold "url\("/],
  ['a style that loads, written otherwise', html('<p style="background:\\75rl(x)">Hi</p>'), /may not hold/],
  ['a sheet that loads', html('<style>@import "x.css"; p { color: #25211b }</style>'), /may not hold "@import"/],
  ['a style that is filled in', html('<p style="color:{mark}">Hi</p>'), /a style cannot be filled in/],
  ['a program', html('<script>x</script>'), /<script> is not for mail/],
  ['what runs at a click', html('<p onclick="x">Hi</p>'), /onclick="…" is not for mail/],
  ['a form', html('<form action="/x">Hi</form>'), /<form> is not for mail/],
  ['a page that moves on', html('<meta http-equiv="refresh" content="0">'), /http-equiv="…" is not for mail/],
  ['a value without quotes', html('<p title={mark}>Hi</p>'), /no tag that can be read/],
  ['a value as an attribute', html('<p {mark}>Hi</p>'), /no tag that can be read/],
  ['a value where nothing may stand', html('<p class="{mark}">Hi</p>'), /class="…" cannot be filled in/],
  ['a comment', html('<!-- secret -->'), /comments travel with each mail/],
  ['a sheet that is not closed', html('<style>p'), /<style> is not closed/],
  [
    'an address in the text',
    code('txt', '{code}\nSee https://x.example/now'),
    /"https:\/\/x\.example\/now" leads elsewhere/,
  ],
  ['an address in an SMS', sms('{code} www.x.example'), /"www\.x\.example" leads elsewhere/],
  [
    'an SMS of two segments for a code of six digits',
    sms(`{code} ${'long '.repeat(30)}`),
    /sms\.txt: the SMS is too long \(usual: .* English, so 2 segments of 1/,
  ],
  ['an SMS of two segments for its letters', sms(`{code} is your code, gültig – ${'x'.repeat(40)}`), /too long/],
  ['text that is not UTF-8', { 'sign-in-code/email.txt': Uint8Array.of(0xff, 0x0a) }, /it is not UTF-8/],
  ['control characters', code('txt', 'a\nb\u0000\n{code}'), /line 2: it holds U\+0000/],
  ['the marks of our own check', code('txt', '\uE000code\uE001'), /it holds U\+E000/],
  ['a file beyond its bound', code('txt', `${'x'.repeat(65_536)}{code}`), /larger than 64 KiB/],
]

for (const [what, files, fault] of refused) {
  test(`${what} is refused at start`, (t) => {
    const faults = faultsOf(t, files)
    assert.ok(
      faults.some((line) => fault.test(line)),
      faults.join('\n') || 'nothing was refused',
    )
    for (const line of faults) assert.match(line, /^MESSAGE_TEMPLATES: [^\n]+\.$/)
  })
}

test('what is meant as it should be is taken', (t) => {
  const files = {
    '.git/config': 'x',
    'sign-in-code/email.txt': `\uFEFF{name, select, none {Hello} other {Hello {name}}}\r\n\r\n{code}\r\n`,
    'sign-in-code/email.html': `<!DOCTYPE html><style>p { font: "it's" }</style><P lang="{language}">'{'{code}'}' it's &lt; <br/>
{link, select, none {} other {<a href="{link}">No?</a>}}<img alt="" src="data:image/png;base64,AAAA"></P>`,
    'passkey/sms.txt': '{operator}: {event, select, added {in} removed {out} codesOff {off} codesOn {on} other {}}',
    'new-device/email.txt': '{device} at {time} for {contact}: see {host}',
  }
  assert.deepEqual(faultsOf(t, files), [])
  assert.deepEqual(faultsOf(t, code('subject.txt', '{code} is it'), { EMAIL_CODE_IN_SUBJECT: 'True' }), [])
})

test('all faults come out at once, and nothing starts', async (t) => {
  const folder = templateFolder(t, { ...code('txt', 'Hi'), 'sign-in-code/fax.txt': 'x', 'nothing/sms.txt': 'x' })
  for (const command of ['serve', 'doctor']) {
    const { code: exit, stderr } = await runCommand(t, emptyFolder(t), [command], { MESSAGE_TEMPLATES: folder })
    const lines = stderr.trim().split('\n')
    assert.equal(exit, 1)
    assert.deepEqual(
      lines.map((line) => line.split(': ')[1]),
      ['nothing', 'sign-in-code/fax.txt', 'sign-in-code/email.txt'],
    )
  }
})

test('doctor says how many files are in force', async (t) => {
  const MESSAGE_TEMPLATES = templateFolder(t, { ...sms('{code}'), ...code('subject.txt', 'Hi') })
  const { code: exit, stdout } = await runCommand(t, emptyFolder(t), ['doctor'], { MESSAGE_TEMPLATES })
  assert.equal(exit, 0)
  assert.match(stdout, /^ok {4}message texts: files of yours that go before ours: 2, in /m)
})

test('a folder that is not there is refused, and so is one that leads nowhere', (t) => {
  const folder = templateFolder(t, {})
  symlinkSync(join(folder, 'gone'), join(folder, 'sign-in-code'))
  assert.match(
    faultsOf(t, {}, { MESSAGE_TEMPLATES: join(folder, 'gone') }).join('\n'),
    /no folder that can be read \(ENOENT\)/,
  )
  assert.match(faultsOf(t, {}, { MESSAGE_TEMPLATES: folder }).join('\n'), /sign-in-code: this is no folder/)
})

test('an operator whose host alone fills an SMS may write as much as we do', (t) => {
  const settings = { PUBLIC_URL: `https://${'long.'.repeat(30)}example.com` }
  assert.deepEqual(faultsOf(t, sms('{code} is your code'), settings), [])
})
