import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { openSqlite } from './index.ts'
import { boundValues } from './values.ts'

const database = openSqlite(':memory:')

// What JavaScript gives, the SQL that looks at it, what SQLite saw.
const SEEN = [
  [3, "$1 || 'x'", '3x'],
  [3, '$1 / 2', 1],
  [3, "json_object('n', $1)", '{"n":3}'],
  [3, 'typeof($1)', 'integer'],
  [3.5, 'typeof($1)', 'real'],
  [2 ** 53, 'typeof($1)', 'real'],
  [-0, '$1', 0],
  [3n, 'typeof($1)', 'integer'],
  ['3', 'typeof($1)', 'text'],
  [null, 'typeof($1)', 'null'],
  [new Uint8Array([1, 2]), 'hex($1)', '0102'],
  [Buffer.from('é'), 'hex($1)', 'C3A9'],
] as const

for (const [value, sql, seen] of SEEN) {
  test(`SQLite sees ${String(value)} (${typeof value}) in ${sql} as ${seen}`, () => {
    assert.equal(database.get(`SELECT ${sql} AS seen`, [value])?.['seen'], seen)
  })
}

const REFUSED: readonly [unknown, RegExp][] = [
  [undefined, /\$2 is undefined/],
  [true, /\$2 is boolean/],
  [new Date(0), /\$2 is Date/],
  [{ a: 1 }, /\$2 is Object/],
  [Object.create(null), /\$2 is an object/],
  [[1], /\$2 is Array/],
  [new Float64Array(1), /\$2 is Float64Array/],
  [Symbol('s'), /\$2 is symbol/],
  [() => 1, /\$2 is function/],
  [Number.NaN, /\$2 is NaN/],
  [Number.POSITIVE_INFINITY, /\$2 is Infinity/],
]

for (const [value, message] of REFUSED) {
  test(`a parameter is refused by its number when it ${message.source.slice(5)}`, () => {
    assert.throws(() => boundValues([1, value]), { name: 'TypeError', message })
  })
}

test('a bigint of more than 64 bits is refused by its number', () => {
  assert.throws(() => boundValues([2n ** 63n]), { name: 'RangeError', message: /\$1/ })
  assert.deepEqual(boundValues([-(2n ** 63n)]), [-(2n ** 63n)])
})

test('whatever is stored in a STRICT table is read back as it was', async () => {
  database.exec('CREATE TABLE kept (number INTEGER, real REAL, text TEXT, bytes BLOB) STRICT')
  const row = fc.record({
    number: fc.maxSafeInteger(),
    real: fc.double({ noNaN: true, noDefaultInfinity: true }).map((real) => real + 0), // SQLite knows no -0
    text: fc.string({ unit: 'binary' }),
    bytes: fc.uint8Array(),
  })
  const kept = fc.asyncProperty(row, async ({ number, real, text, bytes }) => {
    const sql = 'INSERT INTO kept VALUES ($1, $2, $3, $4) RETURNING *'
    const read = await database.write((trx) => trx.get(sql, [number, real, text, bytes]))
    assert.deepEqual({ ...read }, { number, real, text, bytes })
  })
  await fc.assert(kept)
})

test('an integer beyond 2^53 is not read as another number', () => {
  assert.throws(() => database.get('SELECT 9007199254740993 AS n'), { name: 'RangeError', message: /beyond 2\^53/ })
})
