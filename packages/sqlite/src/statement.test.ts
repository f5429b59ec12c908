import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Connection } from './connection.ts'
import { openTemporary } from './testing/temporary-database.ts'

function connect(): Connection {
  const connection = new Connection(':memory:', {})
  connection.exec("CREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT); INSERT INTO note VALUES (1, 'a'), (2, 'b')")
  return connection
}

test('$1, $2 and ? are bound by position, in any order and more than once', () => {
  const connection = connect()
  assert.deepEqual(
    { ...connection.get('SELECT $2 AS b, $1 AS a, $2 AS again', ['x', 'y']) },
    { b: 'y', a: 'x', again: 'y' },
  )
  assert.deepEqual({ ...connection.get('SELECT ? AS a, ? AS b', ['x', 'y']) }, { a: 'x', b: 'y' })
  assert.deepEqual({ ...connection.get('SELECT ?2 AS b, ?1 AS a', ['x', 'y']) }, { b: 'y', a: 'x' })
})

test('what looks like a parameter in quotes or comments is none', () => {
  const sql = `SELECT '$1?''$2' AS a, "text" AS "$3", [text] AS [?], \`id\` AS \`$4\`, $1 AS e -- $5 ?
    /* ? $6 ' */ FROM note WHERE id = 1`
  const row = { a: "$1?'$2", $3: 'a', '?': 'a', $4: 1, e: 'x' }
  assert.deepEqual({ ...connect().get(sql, ['x']) }, row)
})

test('a missing or surplus value is refused, and no NULL is stored', () => {
  const connection = connect()
  const sql = 'INSERT INTO note (id, text) VALUES ($1, $2)'
  assert.throws(() => connection.run(sql, [3]), /has 2 parameters and got 1 values/)
  assert.throws(() => connection.run(sql, [3, 'c', 'd']), /has 2 parameters and got 3 values/)
  assert.equal(connection.get('SELECT count(*) AS notes FROM note')?.['notes'], 2)
})

test('a second statement in one text is refused, and none of them runs', () => {
  const connection = connect()
  assert.throws(() => connection.run('DELETE FROM note; DELETE FROM note'), /One statement at a time/)
  assert.equal(connection.get('SELECT count(*) AS notes FROM note;\n')?.['notes'], 2)
})

test('a trigger is one statement', () => {
  const connection = connect()
  connection.run('CREATE TRIGGER t AFTER INSERT ON note BEGIN DELETE FROM note WHERE id = 1; SELECT 1; END;')
  connection.run("INSERT INTO note VALUES (3, 'c')")
  assert.equal(connection.all('SELECT id FROM note').length, 2)
})

const READS = [
  'SELECT id, upper(text) FROM note',
  'WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 3) SELECT i FROM n',
  'VALUES (1)',
  "SELECT name FROM pragma_table_info('note')",
  'EXPLAIN QUERY PLAN SELECT id FROM note',
  'PRAGMA table_info(note)',
  'SELECT * FROM note -- DELETE FROM note',
]
const WRITES = [
  'INSERT INTO note DEFAULT VALUES RETURNING id',
  'WITH gone AS (SELECT 1 AS id) DELETE FROM note WHERE id IN (SELECT id FROM gone)',
  'UPDATE note SET text = NULL',
  'REPLACE INTO note VALUES (1, NULL)',
  'CREATE TABLE other (id INTEGER)',
  'ALTER TABLE note ADD COLUMN more TEXT',
  'DROP TABLE IF EXISTS other',
  'VACUUM',
]

test('SQLite itself tells what a statement does', () => {
  const connection = connect()
  assert.deepEqual(
    READS.filter((sql) => !connection.reads(sql)),
    [],
  )
  assert.deepEqual(
    WRITES.filter((sql) => connection.reads(sql)),
    [],
  )
})

for (const sql of ['BEGIN', 'COMMIT', 'end', 'ROLLBACK', 'SAVEPOINT s', '/* */ RELEASE s']) {
  test(`a transaction is not steered by SQL: ${sql}`, () => {
    assert.throws(() => connect().run(sql), /Transactions begin and end by/)
  })
}

test('a statement is prepared once for its text', async (t) => {
  const database = openTemporary(t)
  const work = async (id: number) => {
    await database.write((trx) => trx.run('INSERT INTO note (id, text) VALUES ($1, $2)', [id, `note ${id}`]))
    return database.get('SELECT text FROM note WHERE id = $1', [id])
  }
  await work(1)
  const prepared = database.prepared
  await work(2)
  assert.equal(database.prepared, prepared)
})

test('after exec, which may alter tables, statements are prepared anew', (t) => {
  const database = openTemporary(t)
  const preparedBy = (work: () => unknown) => {
    const before = database.prepared
    work()
    return database.prepared - before
  }
  const read = () => database.all('SELECT * FROM note')
  assert.deepEqual([preparedBy(read), preparedBy(read)], [1, 0])
  database.exec('ALTER TABLE note ADD COLUMN colour TEXT')
  assert.equal(preparedBy(read), 1)
})

test('a statement in constant use stays prepared, however many others pass', () => {
  const connection = connect()
  const constant = 'SELECT text FROM note WHERE id = $1'
  connection.get(constant, [1])
  for (let other = 0; other < 2000; other++) {
    connection.get(`SELECT ${other} AS other`)
    connection.get(constant, [1])
  }
  assert.equal(connection.statements.prepared, 2001)
  connection.get('SELECT 0 AS other') // long out of use, and let go
  assert.equal(connection.statements.prepared, 2002)
})

test('a kept SELECT * shows a column that was added meanwhile, on either connection', async (t) => {
  const database = openTemporary(t)
  const sql = 'SELECT * FROM note'
  const columns = async () => [
    Object.keys(database.all(sql)[0] ?? {}),
    await database.write((trx) => Object.keys(trx.all(sql)[0] ?? {})),
  ]
  await database.write((trx) => trx.run("INSERT INTO note VALUES (1, 'a')"))
  assert.deepEqual(await columns(), [
    ['id', 'text'],
    ['id', 'text'],
  ])
  await database.write((trx) => trx.run("ALTER TABLE note ADD COLUMN colour TEXT DEFAULT 'red'"))
  assert.deepEqual(await columns(), [
    ['id', 'text', 'colour'],
    ['id', 'text', 'colour'],
  ])
  database.exec("ALTER TABLE note ADD COLUMN size TEXT DEFAULT 'big'")
  assert.deepEqual((await columns())[0], ['id', 'text', 'colour', 'size'])
})
