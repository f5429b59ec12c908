import assert from 'node:assert/strict'
import { after } from 'node:test'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { launchChromium } from './chromium.ts'

interface Owner {
  after(task: () => Promise<void>): void
}

/** The size of a cheap phone, at a fixed place in the world; a test says what it wants otherwise. */
const defaults = {
  viewport: { width: 360, height: 740 },
  locale: 'en',
  timezoneId: 'UTC',
  reducedMotion: 'reduce',
} satisfies BrowserContextOptions

/** One browser a test file, started with its first page. */
let launched: Promise<Browser> | undefined

after(async () => {
  const browser = await launched
  await browser?.close()
})

/**
 * A page with cookies and storage of its own. A script that throws, or anything that the page's Content Security Policy
 * refuses, fails the test.
 * @param options Playwright's own: `baseURL`, `viewport`, `colorScheme`, `locale`, `javaScriptEnabled`, …
 */
export async function openPage(owner: Owner, options: BrowserContextOptions = {}): Promise<Page> {
  launched ??= launchChromium()
  const browser = await launched
  const context = await browser.newContext({ ...defaults, ...options })
  const faults: string[] = []
  context.on('weberror', (event) => faults.push(String(event.error())))
  context.on('console', (message) => {
    if (message.text().includes('Content Security Policy')) faults.push(message.text())
  })
  owner.after(async () => {
    await context.close()
    assert.deepEqual(faults, [])
  })
  return context.newPage()
}
