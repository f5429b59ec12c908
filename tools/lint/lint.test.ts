import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { after, test } from 'node:test'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** A tree of our shape with our rules, to sow faults in. */
const tree = await mkdtemp(join(tmpdir(), 'kerbside-lint-'))
after(() => rm(tree, { recursive: true }))
for (const path of ['biome.json', '.gitignore', 'tools/lint']) {
  await cp(join(root, path), join(tree, path), { recursive: true })
}

async function lint(file: string, line: string): Promise<string> {
  await mkdir(dirname(join(tree, file)), { recursive: true })
  await writeFile(join(tree, file), `${line}\n`)
  const biome = spawnSync(join(root, 'node_modules/.bin/biome'), ['lint', file], { cwd: tree, encoding: 'utf8' })
  return biome.status === 0 ? '' : biome.stderr
}

for (const [line, fault] of [
  ['export const now = Date.now()', /clock that is passed in/],
  ['export const today = new Date()', /clock that is passed in/],
  ['export const day = Temporal.Now.plainDateISO()', /clock that is passed in/],
  ['export const draw = Math.random()', /node:crypto/],
  ['export const key = process.env.SECRET_KEY', /noProcessEnv/],
  ['export const first = (list: string[]) => list[0]!', /noNonNullAssertion/],
  ['export const anything = (it: any) => it', /noExplicitAny/],
  ["import assert from 'node:assert'\n\nexport const it = assert", /useNodeAssertStrict/],
  ['export const later = async () => {}\nexport const now = () => {\n  later()\n}', /noFloatingPromises/],
  [`export const lines = [\n${'  1,\n'.repeat(300)}]`, /noExcessiveLinesPerFile/],
] as const) {
  test(`product code may not hold: ${line.slice(0, 60).replaceAll(/\s+/g, ' ')}`, async () => {
    assert.match(await lint('packages/otp/src/seed.ts', line), fault)
    assert.match(await lint('portal/src/web/seed.ts', line), fault)
  })
}

test('time is read in a clock, and settings in the one file for them', async () => {
  assert.equal(await lint('packages/otp/src/clock.ts', 'export const now = () => Date.now()'), '')
  assert.equal(await lint('portal/src/config.ts', 'export const environment = process.env'), '')
  assert.equal(await lint('portal/src/web/day.ts', 'export const day = (at: number) => new Date(at)'), '')
})
