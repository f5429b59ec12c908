import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { readTokens } from './tokens.ts'

const folder = new URL('.', import.meta.url)
const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.css'))
const sheets = names.map((name) => ({ name, css: withoutComments(readFileSync(new URL(name, folder), 'utf8')) }))
const parts = sheets.filter(({ name }) => name !== 'tokens.css')

test('every rule lies in a layer', () => {
  for (const { name, css } of sheets)
    assert.match(css, /^\s*(@layer (reset|tokens|base|parts|pages) \{[\s\S]*?\n\}\s*)+$/, name)
})

test('nothing is said about left and right, only about where a line starts and ends', () => {
  const physical =
    /[\s;{](?:(?:margin|padding|border|inset|scroll-margin|scroll-padding)-(?:left|right|top|bottom)|left|right|top|bottom|width|height|(?:min|max)-(?:width|height)|border-(?:top|bottom)-(?:left|right)-radius)\s*:/
  const values = /(?:text-align|float|clear)\s*:\s*(?:left|right)/
  for (const { name, css } of sheets) {
    const declarations = css.replaceAll(/@media[^{]*/g, '')
    assert.doesNotMatch(declarations, physical, name)
    assert.doesNotMatch(declarations, values, name)
  }
})

test('a colour comes from a token', () => {
  for (const { name, css } of parts) {
    assert.doesNotMatch(css, /#[0-9a-f]{3,8}\b|\b(?:rgba?|hsla?|oklch|lab|lch|color-mix)\(/i, name)
    assert.doesNotMatch(css, /:\s*(?:[^;]*\s)?(?:black|white|red|green|blue|gr[ae]y|orange|yellow)\b/i, name)
  }
})

test('a length comes from a token, save those that are a share of the type around them', () => {
  for (const { name, css } of parts) {
    const declarations = css.replaceAll(/@media[^{]*/g, '')
    assert.doesNotMatch(declarations, /\d(?:px|rem|vw|vh|vi|vb|pt|cm|mm)\b/, name)
  }
})

test('every token that is asked for exists, and every token is asked for', () => {
  const given = new Set(
    sheets.flatMap(({ css }) => [...css.matchAll(/(--[\w-]+)\s*:/g)].map(([, token = '']) => token)),
  )
  const asked = new Set(
    sheets.flatMap(({ css }) => [...css.matchAll(/var\((--[\w-]+)/g)].map(([, token = '']) => token)),
  )
  assert.deepEqual(
    [...asked].filter((token) => !given.has(token)),
    [],
  )
  assert.deepEqual(
    [...given].filter((token) => !asked.has(token)),
    [],
  )
})

/** Text upon its grounds needs 4.5:1, edges of things to use and the focus ring 3:1 (WCAG 2.2, 1.4.3 and 1.4.11). */
const pairs: readonly [ink: string, grounds: string, least: number][] = [
  ['ink', 'paper sheet hollow header info-soft success-soft warning-soft danger-soft', 4.5],
  ['ink-soft', 'paper sheet hollow header', 4.5],
  ['brand', 'paper sheet hollow header', 4.5],
  ['brand-strong', 'paper sheet hollow', 4.5],
  ['on-brand', 'brand brand-strong', 4.5],
  ['on-brand-soft', 'brand-soft', 4.5],
  ['on-accent', 'accent', 4.5],
  ['info', 'info-soft sheet paper', 4.5],
  ['success', 'success-soft sheet paper', 4.5],
  ['warning', 'warning-soft sheet paper', 4.5],
  ['danger', 'danger-soft sheet paper', 4.5],
  ['on-danger', 'danger danger-strong', 4.5],
  ['edge', 'paper sheet hollow header', 3],
  ['focus', 'paper sheet hollow header danger-soft', 3],
]

for (const scheme of ['light', 'dark'] as const) {
  test(`each ink can be read on each of its grounds in the ${scheme} scheme`, () => {
    const tokens = readTokens(readFileSync(new URL('tokens.css', folder), 'utf8'), scheme)
    for (const [ink, grounds, least] of pairs) {
      for (const ground of grounds.split(' ')) {
        const ratio = contrast(tokens.get(`--color-${ink}`), tokens.get(`--color-${ground}`))
        assert.ok(ratio >= least, `${ink} on ${ground}: ${ratio.toFixed(2)}`)
      }
    }
  })
}

/** WCAG 2.2, contrast ratio. */
function contrast(one: string | undefined, other: string | undefined): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].toSorted((a, b) => b - a)
  return (light + 0.05) / (dark + 0.05)
}

/** WCAG 2.2, relative luminance of a colour as `#rrggbb`. */
function luminance(color: string | undefined): number {
  assert.match(color ?? '', /^#[0-9a-f]{6}$/)
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const share = Number.parseInt((color ?? '').slice(at, at + 2), 16) / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function withoutComments(css: string): string {
  return css.replaceAll(/\/\*[\s\S]*?\*\//g, '')
}
