import assert from 'node:assert/strict'
import { test } from 'node:test'
import axe from 'axe-core'
import { openPage } from '../../../../tools/testing/browser.ts'
import { servePages } from '../testing/serve-pages.ts'
import { stylesPage } from './styles-page.ts'

/** Every width, scheme, language and shell at least once. */
const looks = [
  { width: 320, colorScheme: 'light', language: 'es', shell: 'customer' },
  { width: 360, colorScheme: 'light', language: 'en', shell: 'public' },
  { width: 360, colorScheme: 'dark', language: 'ar', shell: 'customer' },
  { width: 768, colorScheme: 'dark', language: 'ne', shell: 'customer' },
  { width: 1440, colorScheme: 'light', language: 'ar', shell: 'staff' },
  { width: 1440, colorScheme: 'dark', language: 'en', shell: 'staff' },
] as const

for (const { width, colorScheme, language, shell } of looks) {
  test(`every part is accessible and fits at ${width} px, ${colorScheme}, ${language}, ${shell}`, async (t) => {
    const server = await servePages(t, (view, query) => stylesPage(view, query.get('shell') ?? undefined))
    const page = await openPage(t, { viewport: { width, height: 800 }, colorScheme })
    await page.goto(`${server.address}/?language=${language}&shell=${shell}`)
    await page.evaluate(axe.source)
    assert.deepEqual(await page.evaluate(violations), [])
    assert.equal(await page.evaluate('document.documentElement.scrollWidth - innerWidth'), 0)
    assert.deepEqual(await page.evaluate(smallTargets), [])
  })
}

const violations = `axe.run().then((found) => found.violations.map(({ id, nodes }) => id + ': ' + nodes[0].html))`

/** What is less than 44 px high or wide, save links within words and boxes whose label takes the press. */
const smallTargets = `[...document.querySelectorAll('a, button, input, select, textarea, summary')]
  .filter((target) => !target.matches('[type=hidden], [type=radio], [type=checkbox], p a, li:not([class]) a, th a'))
  .filter((target) => {
    const { width, height } = target.getBoundingClientRect()
    return width > 0 && (width < 43.5 || height < 43.5)
  })
  .map((target) => target.outerHTML)`
