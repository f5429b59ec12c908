import assert from 'node:assert/strict'
import type { BrowserContextOptions, Page } from 'playwright-core'
import { openPage } from '../tools/testing/browser.ts'
import type { Owner, RunningPortal } from './running-portal.ts'

/**
 * A new browser at the door of a portal: a cheap phone unless it says otherwise. A request to any other host fails the
 * test, as does a script that throws and whatever the Content Security Policy refuses.
 */
export async function visit(
  owner: Owner,
  { origin }: RunningPortal,
  options: BrowserContextOptions = {},
): Promise<Page> {
  const page = await openPage(owner, { baseURL: origin, ...options })
  page.setDefaultTimeout(10_000)
  const strangers: string[] = []
  page.context().on('request', (request) => {
    if (new URL(request.url()).origin !== origin) strangers.push(request.url())
  })
  owner.after(() => assert.deepEqual(strangers, []))
  return page
}
