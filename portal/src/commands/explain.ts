import { inspect } from 'node:util'

/** One line for whoever ran a command: what failed and, where it is known, what to do. */
export function explain(error: unknown): string {
  if (!(error instanceof Error)) return inspect(error, { depth: 1, breakLength: Number.POSITIVE_INFINITY })
  const code = 'code' in error ? String(error.code) : ''
  const advice = advices[code]
  const [line = error.name] = (error.message || code || error.name).split('\n')
  return advice ? `${line}. ${advice}` : line
}

/** By the codes of the operating system and of PostgreSQL (SQLSTATE). */
const advices: Readonly<Record<string, string>> = {
  EADDRINUSE: 'Another program has this port: end it, or set PORT to a free one.',
  EACCES: 'This user may not: choose a PORT above 1023, or a folder that it may write to.',
  ENOTFOUND: 'There is no machine of that name: check the spelling in the settings.',
  ECONNREFUSED: 'Nothing answers there: is the database server running, and are host and port in DATABASE_URL right?',
  '28P01': 'Check user and password in DATABASE_URL.',
  '3D000': 'Create the database first, or check its name in DATABASE_URL.',
  '42501': 'The database user needs the right to create tables.',
}
