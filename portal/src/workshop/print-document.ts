import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'
import { renderSVG } from 'uqr'
import type { PrintedDocument } from './document.ts'

const { resolve } = createRequire(import.meta.url)

// Static faces with open licences. Of the Arabic ones that were tried only Vazirmatn gives its text back right when it is
// copied, searched or read aloud.
const faces = [
  'noto-sans/400Regular/NotoSans_400Regular.ttf',
  'noto-sans/700Bold/NotoSans_700Bold.ttf',
  'noto-sans-devanagari/400Regular/NotoSansDevanagari_400Regular.ttf',
  'noto-sans-devanagari/700Bold/NotoSansDevanagari_700Bold.ttf',
  'vazirmatn/400Regular/Vazirmatn_400Regular.ttf',
  'vazirmatn/700Bold/Vazirmatn_700Bold.ttf',
]

/** Prints documents as PDF/UA-1 (ISO 14289-1): tagged, with real text, the same bytes for the same document. */
export type PrintDocument = (document: PrintedDocument) => Uint8Array

/** Loads the compiler and its fonts, about a tenth of a second. Its memory grows with each document: recycle the process. */
export function createPrinter(): PrintDocument {
  const fontBlobs = faces.map((face) => readFileSync(resolve(`@expo-google-fonts/${face}`)))
  const compiler = NodeCompiler.create({ fontArgs: [{ fontBlobs }] })
  const layout = readFileSync(new URL('./document.typ', import.meta.url), 'utf8')
  return (document) => {
    const compiled = compiler.compile({
      mainFileContent: layout,
      inputs: { document: JSON.stringify(drawn(document)) },
    })
    if (!compiled.result) {
      throw new Error(`The document was not laid out: ${JSON.stringify(compiled.takeError()?.shortDiagnostics)}`)
    }
    return compiler.pdf(compiled.result, {
      pdfStandard: 'ua-1',
      creationTimestamp: Math.floor(document.createdAt / 1000),
    })
  }
}

/** The QR code as the picture that it will be: drawn here, since the layout draws none. */
const drawn = ({ code, ...document }: PrintedDocument) =>
  code ? { ...document, code: { ...code, image: renderSVG(code.text, { border: 0, ecc: 'M' }) } } : document
