import assert from 'node:assert/strict'
import { glob, readFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { test } from 'node:test'
import { importsOf, wrongDirection } from './imports.ts'

const root = dirname(import.meta.dirname)

/** What is wrong with a file that holds this one line. */
const faultOf = (file: string, source: string) => importsOf(file, source).map(wrongDirection)

test('every import points in an allowed direction', async () => {
  const places = ['packages/*/src/**/*.ts', 'portal/src/**/*.{ts,js}']
  const files = await Array.fromAsync(glob(places, { cwd: root }))
  const imports = await Promise.all(
    files.map(async (file) => importsOf(file, await readFile(`${root}/${file}`, 'utf8'))),
  )
  assert.ok(imports.flat().length > files.length, 'the imports are seen at all')
  assert.deepEqual(imports.flat().map(wrongDirection).filter(Boolean), [])
})

for (const [file, source, fault] of [
  ['packages/otp/src/a.ts', "import type { B } from '@kerbside/courier'", /knows no neighbour/],
  ['packages/otp/src/a.ts', "import { b } from '../../courier/src/b.ts'", /stays within its folder/],
  ['packages/otp/src/a.ts', "import { b } from './testing/b.ts'", /stays with tests/],
  ['packages/otp/src/a.ts', "export * from '@kerbside/sqlite'", /knows no neighbour/],
  ['packages/otp/src/a.ts', "  const b = await import('@kerbside/sqlite')", /knows no neighbour/],
  ['portal/src/billing/a.ts', "import { b } from '../payments/index.ts'", /billing stands before payments/],
  ['portal/src/web/a.ts', "import { b } from '../sign-in/index.ts'", /web stands before sign-in/],
  ['portal/src/payments/a.ts', "import {\n  b,\n} from '../billing/queries.ts'", /:3 imports .*index\.ts/],
  ['portal/src/db/a.ts', "import { b } from '../ui/b.ts'", /db stands before ui/],
  ['portal/src/web/a.ts', "import { readConfig } from '../config.ts'", /only paths\.ts/],
  ['portal/src/web/a.ts', "import { b } from '../config/rules.ts'", /belongs to the files on top/],
  ['portal/src/paths.ts', "import { b } from './values/b.ts'", /imports nobody/],
  ['portal/src/portal.ts', "import { b } from './testing/b.ts'", /stays with tests/],
  ['portal/src/billing/a.ts', "import { html, raw } from 'hono/html'", /in ui\/ alone/],
  ['portal/src/portal.ts', "import { raw } from 'hono/html'", /in ui\/ alone/],
] as const) {
  test(`${file}: ${source.replaceAll(/\s+/g, ' ')} is refused`, () => {
    assert.match(faultOf(file, source).join(), fault)
  })
}

test('what may be imported is', () => {
  for (const [file, source] of [
    ['portal/src/web/a.ts', "import type { Config } from '../config.ts'"],
    ['portal/src/web/a.ts', "import { paths } from '../paths.ts'"],
    ['portal/src/payments/a.ts', "import { settle } from '../billing/index.ts'"],
    ['portal/src/payments/a.ts', "import { b } from './b.ts'"],
    ['portal/src/ui/a.ts', "import { raw } from 'hono/html'"],
    ['portal/src/db/a.ts', "import { openSqlite } from '@kerbside/sqlite'"],
    ['portal/src/cli.ts', "import { b } from './admin/index.ts'"],
    ['portal/src/billing/a.test.ts', "import { startPortal } from '../testing/portal.ts'"],
    ['packages/otp/src/a.test.ts', "import { openSqlite } from '@kerbside/sqlite'"],
    ['packages/otp/src/a.ts', " * import { createOutbox } from '@kerbside/courier'"],
  ] as const) {
    assert.deepEqual(faultOf(file, source).filter(Boolean), [], source)
  }
})
