import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { glob } from 'node:fs/promises'
import { posix } from 'node:path'
import { test } from 'node:test'
import type { Document, Link } from './documents.ts'
import { anchorsOf, linksOf, readDocuments, root } from './documents.ts'

const documents = await readDocuments()

/** What is wrong with a link, if anything. */
function faultOf(from: Document, { target }: Link): string | undefined {
  if (target.startsWith('https://')) return URL.canParse(target) ? undefined : 'is no address'
  const [file = '', anchor] = target.split('#')
  const path = file === '' ? from.path : posix.join(posix.dirname(from.path), decodeURIComponent(file))
  if (path.startsWith('..')) return 'leads out of the repository'
  if (!existsSync(root + path)) return 'leads nowhere'
  if (anchor === undefined) return undefined
  const to = documents.find((document) => document.path === path)
  return to && anchorsOf(to).includes(anchor) ? undefined : 'has no such heading'
}

test('every link of every document leads somewhere', () => {
  const faults = documents.flatMap((document) =>
    linksOf(document).flatMap((link) => {
      const fault = faultOf(document, link)
      return fault ? [`${document.path}:${link.line} ${link.target} ${fault}`] : []
    }),
  )
  assert.deepEqual(faults, [])
})

test('the map names every page of docs/', () => {
  const map = documents.find(({ path }) => path === 'docs/README.md')
  assert.ok(map)
  const named = linksOf(map).map(({ target }) => posix.join('docs', target.split('#')[0] ?? ''))
  const pages = documents.map(({ path }) => path).filter((path) => path.startsWith('docs/') && path !== map.path)
  // Decisions are many and numbered: their folder is enough.
  const missing = pages.filter((page) => !named.includes(page) && !page.startsWith('docs/decisions/'))
  assert.deepEqual(missing, [])
})

test('every document that the code names is there', async () => {
  const places = [
    'packages/*/src/**/*.{ts,js}',
    'portal/**/*.{ts,js,css}',
    'tools/*.{ts,cjs}',
    'e2e/*.ts',
    'bench/**/*.ts',
  ]
  const files = await Array.fromAsync(glob(places, { cwd: root, exclude: ['**/node_modules/**'] }))
  const missing = files.flatMap((file) => {
    const named = readFileSync(root + file, 'utf8').match(/(?<![\w$/.{}-])[\w-]+(?:\/[\w-]+)*\.md\b/g) ?? []
    return named.filter((path) => !existsSync(root + path)).map((path) => `${file}: ${path}`)
  })
  assert.deepEqual(missing, [])
})
