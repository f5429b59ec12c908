import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'
import type { AtStop } from './journeys.ts'

const desk = { width: 1280, height: 900 }

/** 1280 px at 200 %, and the narrowest that WCAG 2.2 asks for (1.4.10): what 1280 px are at 400 %. */
const zoomed = [640, 320]

/** The smaller file, since every page has to read it anew. */
const axe = await readFile(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8')

/** Looks closely at every stop of a journey, and gathers what is wrong, so that one run names all faults. */
export function lookingClosely(page: Page): { readonly atStop: AtStop; readonly faults: readonly string[] } {
  const faults: string[] = []
  return {
    faults,
    async atStop(stop) {
      for (const fault of await faultsOf(page)) faults.push(`${stop}: ${fault}`)
    },
  }
}

/**
 * Everything that axe knows of a page as it stands, contrast in the other scheme as well, and whatever needs scrolling to
 * and fro when it is enlarged: a line for each fault.
 */
async function faultsOf(page: Page): Promise<string[]> {
  await page.setViewportSize(desk)
  await page.emulateMedia({ colorScheme: 'light' })
  await page.evaluate(axe)
  const faults = await violations(page, {})
  await page.emulateMedia({ colorScheme: 'dark' })
  faults.push(...(await violations(page, { runOnly: ['color-contrast', 'link-in-text-block'] })))
  for (const width of zoomed) {
    await page.setViewportSize({ width, height: 700 })
    faults.push(...(await page.evaluate<string[]>(overflowing)).map((part) => `at ${width} px, too wide: ${part}`))
  }
  return faults
}

function violations(page: Page, options: object): Promise<string[]> {
  const asked = JSON.stringify({ ...options, preload: false, resultTypes: ['violations'] })
  return page.evaluate<string[]>(`axe.run(${asked}).then(({ violations }) =>
    violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => id + ': ' + html)))`)
}

/** Nothing, where the page fits; else it, and the innermost parts that reach beyond its edges. */
const overflowing = `(() => {
  const { scrollWidth, clientWidth } = document.documentElement
  if (scrollWidth <= clientWidth) return []
  const reaches = (part) => {
    const { left, right, width } = part.getBoundingClientRect()
    return width > 1 && (right > clientWidth + 1 || left < -1)
  }
  const parts = [...document.querySelectorAll('body *')].filter(reaches)
  const innermost = parts.filter((part) => !parts.some((other) => other !== part && part.contains(other)))
  return ['the page', ...innermost.map((part) => part.outerHTML.slice(0, 120))]
})()`
