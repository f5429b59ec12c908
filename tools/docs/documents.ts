import { glob, readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('../..', import.meta.url))

/** A fenced block: ```` ```sh serves ```` has the language `sh` and the manner `serves`. */
export interface Block {
  /** Of its fence, counted from 1. */
  readonly line: number
  readonly language: string
  readonly manner: string
  readonly text: string
}

/** One page of Markdown. */
export interface Document {
  /** From the root of the repository. */
  readonly path: string
  readonly text: string
  readonly blocks: readonly Block[]
  /** The text with its fenced blocks left out, so that what they show is not taken for prose. */
  readonly prose: string
}

const places = ['*.md', 'docs/**/*.md', 'packages/*/README.md', 'examples/**/*.md']

/** Every document of the repository, in the order of their paths. */
export async function readDocuments(): Promise<Document[]> {
  const exclude = ['**/node_modules/**']
  const paths = (await Array.fromAsync(glob(places, { cwd: root, exclude }))).toSorted()
  return Promise.all(paths.map(readDocument))
}

/** One document, by its path from the root. */
export async function readDocument(path: string): Promise<Document> {
  const text = await readFile(`${root}${path}`, 'utf8')
  return { path, text, blocks: blocksOf(text), prose: text.replaceAll(fence, '') }
}

const fence = /^```([\w-]*)(?: ([\w-]+))?\n([\s\S]*?)^```$/gm

const blocksOf = (text: string): Block[] =>
  Array.from(text.matchAll(fence), ({ index, 1: language = '', 2: manner = '', 3: inner = '' }) => ({
    line: lineAt(text, index),
    language,
    manner,
    text: inner,
  }))

const lineAt = (text: string, index: number): number => text.slice(0, index).split('\n').length

/** A link or picture, as written. */
export interface Link {
  readonly line: number
  readonly target: string
}

/** The links in prose. What stands in backticks shows Markdown and is none. */
export function linksOf({ text }: Document): Link[] {
  const visible = text.replaceAll(fence, (block) => block.replaceAll(/[^\n]/g, ' ')).replaceAll(/`[^`\n]*`/g, '``')
  return Array.from(visible.matchAll(/\]\(([^()\s]+)\)/g), ({ index, 1: target = '' }) => ({
    line: lineAt(visible, index),
    target,
  }))
}

/** What may stand behind `#` in a link to a document, as code hosts make it of headings. */
export const anchorsOf = ({ prose }: Document): string[] =>
  Array.from(prose.matchAll(/^#+ (.+)$/gm), ([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(/\s/g, '-'),
  )

/** What stands in backticks. */
export const wordsOf = (markdown: string): string[] =>
  Array.from(markdown.matchAll(/`([^`\n]+)`/g), ([, word = '']) => word)

/** The rows of the tables below a heading, each as its cells, without head and rule. */
export function rowsUnder({ text }: Document, heading: string): string[][] {
  const section = text.split(/^(?=#+ )/m).find((part) => part.startsWith(`${heading}\n`))
  if (section === undefined) throw new Error(`There is no heading "${heading}".`)
  const tables = section.split(/\n(?!\|)/).map((part) => part.split('\n').filter((line) => line.startsWith('|')))
  return tables.flatMap((lines) => lines.slice(2).map(cellsOf))
}

/** A bar in backticks is written `\|`. */
const cellsOf = (line: string): string[] =>
  line
    .replaceAll('\\|', '\u0000')
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.replaceAll('\u0000', '|').trim())
