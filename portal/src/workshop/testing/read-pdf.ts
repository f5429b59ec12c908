import { PDFiumLibrary } from '@hyzyla/pdfium'
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'

/** What two programs that did not make it read in a PDF: one reads scripts better, the other tags. */
export interface ReadPdf {
  readonly title: string
  readonly pages: number
  readonly text: string
  /** The text as it lies in the file, piece by piece: what runs from left to right is whole even in an Arabic document. */
  readonly pieces: string
  /** The roles of the tags, outermost first: H1, P, Table, TR, TH, TD, Figure … */
  readonly roles: readonly string[]
  /** What is said in place of pictures. */
  readonly alternatives: readonly string[]
}

/** Reads a PDF back. */
export async function readPdf(bytes: Uint8Array): Promise<ReadPdf> {
  return { text: await readText(bytes), ...(await readTags(bytes)) }
}

async function readText(bytes: Uint8Array): Promise<string> {
  const library = await PDFiumLibrary.init()
  const pdf = await library.loadDocument(Buffer.from(bytes))
  const text = [...pdf.pages()].map((page) => page.getText()).join('\n')
  pdf.destroy()
  library.destroy()
  return text.normalize('NFC')
}

async function readTags(bytes: Uint8Array): Promise<Omit<ReadPdf, 'text'>> {
  const task = getDocument({ data: Uint8Array.from(bytes), verbosity: 0 })
  const pdf = await task.promise
  const pieces: string[] = []
  const tags: object[] = []
  for (let number = 1; number <= pdf.numPages; number += 1) {
    const page = await pdf.getPage(number)
    const content = await page.getTextContent()
    for (const item of content.items) if ('str' in item) pieces.push(item.str)
    tags.push(...flat(await page.getStructTree()))
  }
  const { info } = await pdf.getMetadata()
  await task.destroy()
  return {
    title: wordOf(info, 'Title') ?? '',
    pages: pdf.numPages,
    pieces: pieces.join(''),
    roles: tags.flatMap((tag) => wordOf(tag, 'role') ?? []),
    alternatives: tags.flatMap((tag) => wordOf(tag, 'alt') ?? []),
  }
}

function flat(tag: unknown): object[] {
  if (typeof tag !== 'object' || tag === null) return []
  const children: unknown = Reflect.get(tag, 'children')
  return [tag, ...(Array.isArray(children) ? children.flatMap(flat) : [])]
}

function wordOf(holder: object, key: string): string | undefined {
  const word: unknown = Reflect.get(holder, key)
  return typeof word === 'string' ? word : undefined
}
