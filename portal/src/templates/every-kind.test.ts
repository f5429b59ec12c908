import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { OTP_KIND } from '@kerbside/otp'
import { wordingsOf } from '../create-parts.ts'
import { features } from '../features.ts'

/** A kind of message is called as its words are, save the code: what is late brings its pass alone, in words of its own. */
const wordsOf = (kind: string): readonly string[] => (kind === OTP_KIND ? ['sign-in-code', 'sign-in-pass'] : [kind])

const never = () => {
  throw new TypeError('Kinds are listed before the parts are whole.')
}

test('every kind of message has words that the operator can change and preview, and no words lie idle', () => {
  const kinds = features.flatMap((feature) => Object.keys(feature.kinds?.(never) ?? {}))
  assert.ok(kinds.length >= 5)
  const names = wordingsOf(features).map(({ name }) => name)
  assert.deepEqual(names.toSorted(), kinds.flatMap(wordsOf).toSorted())
})

test('every wording that is written is handed in by its feature', async () => {
  const folder = new URL('../', import.meta.url)
  const files = globSync('**/*.ts', { cwd: folder.pathname }).filter((file) => !file.endsWith('.test.ts'))
  const written = files.flatMap((file) =>
    [...readFileSync(new URL(file, folder), 'utf8').matchAll(/^export const (\w+): Wording\b/gm)].map(
      ([, name = '']) => ({
        file,
        name,
      }),
    ),
  )
  assert.ok(written.length >= 5)
  const handedIn: ReadonlySet<unknown> = new Set(wordingsOf(features))
  for (const { file, name } of written) {
    const module: Readonly<Record<string, unknown>> = await import(new URL(file, folder).href)
    assert.ok(handedIn.has(module[name]), `${name} of ${file} is in no feature's wordings`)
  }
})
