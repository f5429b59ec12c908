import assert from 'node:assert/strict'
import { test } from 'node:test'
import { loadEngine } from '../engine-source.ts'
import { compare, RULES } from './compare.ts'
import { patchedEngine } from './patched-engine.ts'

const source = await loadEngine()

for (const rule of RULES) {
  test(`without "${rule.name}" this grows past ${rule.atMost}: ${rule.promise}`, async () => {
    const { kept, broken } = await compare(source, rule)
    assert.ok(kept <= rule.atMost, `with the rule in place: ${kept} ${rule.unit}`)
    assert.ok(broken > rule.atMost, `without the rule: ${broken} ${rule.unit}`)
  })
}

test('a patch that fits no place, or two, is refused', async () => {
  for (const from of ['a rule that nobody wrote', 'const']) {
    const patch = { file: 'budget/purse.ts', from, to: '' }
    await assert.rejects(patchedEngine([patch]), /budget\/purse\.ts has \d+ places that read .*; a patch fits one/)
  }
})
