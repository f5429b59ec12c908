import assert from 'node:assert/strict'
import { test } from 'node:test'
import { spellingsOf } from './attackers/by-timing.ts'
import { ATTACKERS } from './attackers/index.ts'
import { loadEngine } from './engine-source.ts'
import { brokenPromises } from './promises.ts'
import { siege } from './siege.ts'

const source = await loadEngine()

for (const attacker of ATTACKERS) {
  test(`the engine keeps its promises for two weeks: ${attacker.name}`, async () => {
    const outcome = await siege(source, attacker, { days: attacker.restsDays + 14 })
    assert.deepEqual(brokenPromises(attacker, outcome), [])
  })
}

test('what is called fifty spellings are fifty, of one contact', () => {
  const spellings = spellingsOf('ana.example@example.com')
  assert.equal(new Set(spellings).size, 50)
  for (const spelling of spellings) {
    const read = source.otp.readContact('email', spelling)
    assert.equal(read.success && read.contact.canonical, 'ana.example@example.com', JSON.stringify(spelling))
  }
})
