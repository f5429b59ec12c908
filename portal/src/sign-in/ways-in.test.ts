import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const sources = globSync('**/*.ts', { cwd: root })
  .filter((file) => !file.endsWith('.test.ts') && !file.includes('testing/'))
  .map((file) => ({ file, text: readFileSync(root + file, 'utf8') }))

/** The files, apart from the one that exports it, in which this stands. */
const where = (sign: RegExp) =>
  sources
    .filter(({ text }) => sign.test(text))
    .map(({ file }) => file)
    .toSorted()

/**
 * All that can open a session or give it another token (OWASP ASVS 5.0, 6.1.3 and 6.3.4): each is as strong as the others.
 * Whoever adds a way says here what it asks for.
 */
test('sessions are opened in these ways, and in no other', () => {
  // The one statement for each kind of session: it asks again whether the contact may sign in.
  assert.deepEqual(where(/INTO session\b|insertInto\('session'\)/), ['sign-in/sessions.ts'])
  // A token is given once when a session is opened, and once more when a passkey was shown or made in it.
  assert.deepEqual(where(/UPDATE session SET secret_hash|set\(\{[^}]*secret_hash/), [
    'sign-in/passkeys/show-passkey.ts',
  ])
  assert.deepEqual(where(/\binsertSession\(/), [
    'sign-in/open-session.ts', // a code that the engine has judged
    'sign-in/passkeys/open-by-passkey.ts', // a passkey of the contact, with user verification
    'sign-in/sessions.ts',
  ])
  assert.deepEqual(where(/\bopenSession\(/), [
    'sign-in/api.ts', // POST /api/v1/otp/verify
    'sign-in/code-routes.ts', // POST /otp/verify/ and /staff/verify/
    'sign-in/open-session.ts',
  ])
  assert.deepEqual(where(/\bopenByPasskey\(/), [
    'sign-in/passkeys/open-by-passkey.ts',
    'sign-in/passkeys/sign-in-routes.ts', // POST /otp/passkey/
  ])
  assert.deepEqual(where(/\braiseSession\(/), [
    'sign-in/passkeys/show-passkey.ts', // POST /staff/passkey/, after a code
    'sign-in/passkeys/staff-routes.ts', // POST /staff/passkey/new/, after a code of the last five minutes
  ])
})
