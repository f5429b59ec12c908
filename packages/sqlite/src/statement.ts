import type { DatabaseSync, StatementSync } from 'node:sqlite'
import { constants } from 'node:sqlite'
import { SqliteError } from './errors.ts'

/** A prepared statement with what must be known before it runs. */
export interface Statement {
  readonly prepared: StatementSync
  readonly parameters: number
  readonly returnsRows: boolean
  /** `control` begins or ends transactions and savepoints. */
  readonly kind: 'read' | 'write' | 'control'
}

const READING: ReadonlySet<number> = new Set([
  constants.SQLITE_SELECT,
  constants.SQLITE_READ,
  constants.SQLITE_FUNCTION,
  constants.SQLITE_RECURSIVE,
  constants.SQLITE_PRAGMA,
])

const CONTROL: ReadonlySet<number> = new Set([constants.SQLITE_TRANSACTION, constants.SQLITE_SAVEPOINT])

// Enough for every statement of a program; only builders that put lists into the text make more.
const KEPT_STATEMENTS = 500

/**
 * Prepared statements by their text: preparing costs more than most statements do.
 *
 * Two generations bound it: what was used since the last change of generation moves on, the rest is let go. So a
 * statement in constant use stays, and a hit costs one look-up.
 *
 * SQLite's authorizer, which SQLite asks while it prepares, tells what a statement does; the text is not guessed at.
 */
export class Statements {
  readonly #database: DatabaseSync
  #recent = new Map<string, Statement>()
  #older = new Map<string, Statement>()
  #actions = new Set<number>()
  #prepared = 0

  constructor(database: DatabaseSync) {
    this.#database = database
    database.setAuthorizer((action) => {
      this.#actions.add(action)
      return constants.SQLITE_OK
    })
  }

  /** How many statements were prepared since the opening. */
  get prepared(): number {
    return this.#prepared
  }

  of(sql: string): Statement {
    return this.#recent.get(sql) ?? this.#keep(sql, this.#older.get(sql) ?? this.#prepare(sql))
  }

  clear(): void {
    this.#recent.clear()
    this.#older.clear()
  }

  #keep(sql: string, statement: Statement): Statement {
    if (this.#recent.size >= KEPT_STATEMENTS) {
      this.#older = this.#recent
      this.#recent = new Map()
    }
    this.#recent.set(sql, statement)
    return statement
  }

  #prepare(sql: string): Statement {
    const { text, parameters } = positional(sql)
    this.#actions = new Set()
    const prepared = this.#database.prepare(text)
    const kind = kindOf(this.#actions)
    // SQLite prepares the first statement and says nothing of the rest.
    if (text.slice(prepared.sourceSQL.length).trim() !== '') {
      throw new SqliteError('sql', 'One statement at a time; exec() runs several.', { sql })
    }
    this.#prepared += 1
    return { prepared, parameters, returnsRows: prepared.columns().length > 0, kind }
  }
}

function kindOf(actions: ReadonlySet<number>): Statement['kind'] {
  if (!actions.isDisjointFrom(CONTROL)) return 'control'
  // VACUUM asks for nothing at all.
  return actions.size > 0 && actions.isSubsetOf(READING) ? 'read' : 'write'
}

// What is quoted or a comment, then a placeholder, then the end of the statement.
const TOKENS = /'(?:[^']|'')*'|"(?:[^"]|"")*"|`[^`]*`|\[[^\]]*\]|--[^\n]*|\/\*[\s\S]*?\*\/|\$(\d+)|\?(\d*)/g

/**
 * node:sqlite binds `?1` by position, but takes `$1` for a name. The text outside of quotes and comments is rewritten,
 * and its parameters are counted: SQLite takes a value that is not given for NULL.
 */
function positional(sql: string): { text: string; parameters: number } {
  let parameters = 0
  const text = sql.replace(TOKENS, (token, dollar: string | undefined, question: string | undefined) => {
    if (dollar === undefined && question === undefined) return token
    const number = dollar ?? question
    parameters = number ? Math.max(parameters, Number(number)) : parameters + 1
    return dollar === undefined ? token : `?${dollar}`
  })
  return { text, parameters }
}
