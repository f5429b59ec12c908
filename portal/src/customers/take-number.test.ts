import assert from 'node:assert/strict'
import { testOnBoth } from '../testing/databases.ts'
import { countIn, numberOf } from './number.ts'
import { passGivenNumbers, takeNumbers } from './take-number.ts'

testOnBoth('no number is given that came with a file, however many there are in it', async (_, { db }) => {
  const given = Array.from({ length: 200_000 }, (_, index) => numberOf(20_000 + index))
  await passGivenNumbers(db, given)
  const next = await takeNumbers(db, 1)
  assert.equal(countIn(next()), 220_000)
})
