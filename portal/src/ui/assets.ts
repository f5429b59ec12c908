import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import { paths } from '../paths.ts'
import { joinScripts } from './join-scripts.ts'
import { joinStyles } from './join-styles.ts'
import { readTokens } from './tokens.ts'

/** A file as it is served, in each encoding that a browser may ask for. */
export type Asset = {
  /** Its address, which holds a hash of its content: it may be kept for ever. */
  readonly path: string
  readonly contentType: string
  readonly identity: Uint8Array<ArrayBuffer>
  readonly gzip: Uint8Array<ArrayBuffer>
  readonly br: Uint8Array<ArrayBuffer>
}

export type AssetName = 'portal.css' | 'portal.js' | 'favicon.svg'

/** The address of a file. It changes with the content, so a new version is never mistaken for the old. */
export function assetPath(name: AssetName): string {
  return assets[name].path
}

/** The file at an address, if it is one of ours in its present version. */
export function findAsset(path: string): Asset | undefined {
  return byPath.get(path)
}

/** The text of a file in this folder. */
export function readUiFile(name: string): string {
  return readFileSync(new URL(name, import.meta.url), 'utf8')
}

/** The colour in which a phone paints its own bars around the page. */
export const themeColors = (['light', 'dark'] as const).map((scheme) => ({
  scheme,
  color: readTokens(readUiFile('tokens.css'), scheme).get('--color-header') ?? '',
}))

const assets: Readonly<Record<AssetName, Asset>> = {
  'portal.css': asset('portal', 'css', 'text/css; charset=utf-8', joinStyles(readAll('.css'))),
  'portal.js': asset('portal', 'js', 'text/javascript; charset=utf-8', joinScripts(readAll('.js'))),
  'favicon.svg': asset('favicon', 'svg', 'image/svg+xml', readUiFile('favicon.svg')),
}

const byPath: ReadonlyMap<string, Asset> = new Map(Object.values(assets).map((each) => [each.path, each]))

function asset(name: string, ending: string, contentType: string, text: string): Asset {
  const identity = new Uint8Array(Buffer.from(text))
  const hash = createHash('sha256').update(identity).digest('base64url').slice(0, 12)
  return {
    path: paths.asset(`${name}.${hash}.${ending}`),
    contentType,
    identity,
    gzip: new Uint8Array(gzipSync(identity, { level: 9 })),
    br: new Uint8Array(brotliCompressSync(identity, { params: { [constants.BROTLI_PARAM_QUALITY]: 10 } })),
  }
}

/** The files of this folder and below with an ending, in the order of their names. */
function readAll(ending: string): string[] {
  const names = readdirSync(new URL('.', import.meta.url), { recursive: true, encoding: 'utf8' })
  return names
    .filter((name) => name.endsWith(ending))
    .sort()
    .map(readUiFile)
}
