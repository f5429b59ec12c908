import { posix } from 'node:path'

/** One import of one file, as written. */
export interface Import {
  file: string
  line: number
  /** What is written between the quotes. */
  specifier: string
  /** The file or package that is meant. */
  target: string
  typeOnly: boolean
  names: readonly string[]
}

/** The folders of the portal from the ground up: each imports only those before it. */
const layers = ['values', 'locales', 'workshop', 'db', 'ui', 'templates', 'web']
const features = [
  'audit',
  'customers',
  'staff',
  'sign-in',
  'billing',
  'payments',
  'feedback',
  'messages',
  'dashboard',
  'admin',
]
const order = [...layers, ...features]

/**
 * Formatted code has its imports at the start of a line; comments, which may show imports, have not. What stands before
 * `from` is the first group, the specifier one of the other three.
 */
const statement = /^(?:import|export)\s([^'"`;]*?)from\s*'([^']+)'|^import '([^']+)'|(?<!\* .*)\bimport\('([^']+)'\)/gm

/** Every import, re-export and `import()` of a literal in a file's text. */
export function importsOf(file: string, source: string): Import[] {
  return Array.from(source.matchAll(statement), ({ index, 0: text, 1: what = '', 2: from, 3: bare, 4: later }) => {
    const specifier = from ?? bare ?? later ?? ''
    return {
      file,
      line: source.slice(0, index + text.length).split('\n').length,
      specifier,
      target: specifier.startsWith('.') ? posix.join(posix.dirname(file), specifier) : specifier,
      typeOnly: what.startsWith('type '),
      names: what.match(/[\w$]+/g) ?? [],
    }
  })
}

/**
 * Says what is wrong with an import, if anything.
 * @returns a line for the report, or undefined
 */
export function wrongDirection(it: Import): string | undefined {
  const fault = packageFault(it) ?? portalFault(it)
  return fault && `${it.file}:${it.line} imports ${it.specifier}: ${fault}`
}

/** Tests, and what only they use, may stand anywhere and look everywhere. */
const isProof = (file: string) => file.endsWith('.test.ts') || file.includes('/testing/')

function packageFault({ file, target }: Import): string | undefined {
  const own = /^packages\/[^/]+\//.exec(file)?.[0]
  if (own === undefined || isProof(file)) return undefined
  if (target.startsWith('@kerbside/')) return 'a package knows no neighbour and not itself by name.'
  if (/^(packages|portal|tools)\//.test(target) && !target.startsWith(own)) return 'a package stays within its folder.'
  return isProof(target) ? 'what tests use stays with tests.' : undefined
}

function portalFault(it: Import): string | undefined {
  const [, from] = /^portal\/src\/([^/]+)\//.exec(it.file) ?? []
  if (isProof(it.file)) return undefined
  if (it.file === 'portal/src/paths.ts') return 'the list of addresses imports nobody.'
  if (it.file.startsWith('portal/') && isProof(it.target)) return 'what tests use stays with tests.'
  if (it.specifier === 'hono/html' && it.names.includes('raw') && from !== 'ui') return 'raw HTML is made in ui/ alone.'
  const fromPlace = order.indexOf(from ?? '')
  if (fromPlace < 0 || !it.target.startsWith('portal/src/')) return undefined // the files on top see everything
  const [, to, rest = ''] = /^portal\/src\/([^/]+)\/(.*)$/.exec(it.target) ?? []
  if (to === undefined) return topFault(it)
  if (to === from) return undefined
  if (order.indexOf(to) > fromPlace) return `${from} stands before ${to} and knows nothing of it.`
  if (features.includes(to) && rest !== 'index.ts') return `the way into ${to} is its index.ts.`
  return order.includes(to) ? undefined : `${to} belongs to the files on top.`
}

/** The files beside the folders put the parts together, so the folders do not know them; what a setting is, anyone may. */
function topFault({ target, typeOnly }: Import): string | undefined {
  if (target === 'portal/src/paths.ts') return undefined
  if (target === 'portal/src/config.ts' && typeOnly) return undefined
  return 'a folder knows of the files above it only paths.ts, and types of config.ts.'
}
