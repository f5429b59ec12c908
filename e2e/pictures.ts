/**
 * `npm run pictures [-- ALBUM …]`: photographs every page of the portal, on a phone, a tablet and a desk, light and dark,
 * into `e2e/pictures/`. An album is a language, or `readme`: the two pictures of the README, in `docs/images/`. Without a
 * name it makes all of them.
 */
import { mkdir, rm } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import { paths } from '../portal/src/paths.ts'
import { launchChromium } from '../tools/testing/chromium.ts'
import { lookAtMoney } from './desk-stops.ts'
import type { AtStop, Walker } from './journeys.ts'
import { comeIn, comeInAsStaff, failToComeIn, lookAround, lookAroundAsStaff } from './journeys.ts'
import type { RunningPortal } from './running-portal.ts'
import { runPortal } from './running-portal.ts'
import { askForCode, codeIn, nextCodeMail } from './sign-in.ts'

const viewports = [
  { width: 360, height: 740 },
  { width: 768, height: 1024 },
  { width: 1440, height: 900 },
]
const schemes = ['light', 'dark'] as const

/** Who walks through the portal in which language: people of the demonstration. */
const walkers: Readonly<Record<string, Walker>> = {
  en: { email: 'shop@demo.example', chooses: true },
  es: { email: 'hotel@demo.example' },
  ne: { email: 'school@demo.example' },
  ar: { email: 'layla@demo.example' },
}
const staff = 'staff@demo.example'

const folder = (path: string) => fileURLToPath(new URL(path, import.meta.url))

await using ends = new AsyncDisposableStack()
const settings = { OTP_RESEND_COOLDOWN_SECONDS: '1', TIME_ZONE: 'UTC' }
const portal = await runPortal({ after: (task) => ends.defer(task) }, settings)
const browser = await launchChromium()
ends.defer(() => browser.close())

const named = process.argv.slice(2)
const isWanted = (album: string) => named.length === 0 || named.includes(album)
for (const [locale, walker] of Object.entries(walkers)) if (isWanted(locale)) await photograph(locale, walker)
if (isWanted('readme')) await photographForReadme()

/** All stops in one language. */
async function photograph(locale: string, walker: Walker): Promise<void> {
  const album = folder(`pictures/${locale}`)
  await rm(album, { recursive: true, force: true })
  const customer = await openPage(browser, portal, { locale })
  const atStop = photographer(customer, album)
  await comeIn(customer, portal, walker, atStop)
  await lookAround(customer, atStop)
  await failToComeIn(customer, portal, walker.email, atStop)
  await customer.context().close()

  const reader = await openPage(browser, portal, { locale })
  await reader.setContent(String(portal.mail.received.at(-1)?.parsed.html))
  await photographer(reader, album)('mail')
  await reader.context().close()

  const clerk = await openPage(browser, portal, { locale })
  const atDesk = photographer(clerk, album)
  await comeInAsStaff(clerk, portal, staff, atDesk)
  await clerk.click(`.languages [value=${locale}]`)
  await lookAroundAsStaff(clerk, atDesk)
  await lookAtMoney(clerk, atDesk)
  await clerk.context().close()
}

/** Takes each stop in every size and scheme; the names are in the order of the journey. */
function photographer(page: Page, album: string): AtStop {
  return async (stop) => {
    for (const viewport of viewports) {
      await page.setViewportSize(viewport)
      for (const colorScheme of schemes) {
        await page.emulateMedia({ colorScheme })
        await page.screenshot({ path: `${album}/${stop}-${viewport.width}-${colorScheme}.png`, fullPage: true })
      }
    }
  }
}

/** The two that greet whoever reads the README. */
async function photographForReadme(): Promise<void> {
  const images = folder('../docs/images')
  await mkdir(images, { recursive: true })
  const page = await openPage(browser, portal, { locale: 'en' })
  await page.setViewportSize({ width: 880, height: 660 })
  const email = 'customer@demo.example'
  await askForCode(page, email)
  await page.screenshot({ path: `${images}/sign-in.png`, fullPage: true })
  await page.fill('[name=otp_code]', codeIn(await nextCodeMail(portal, email)))
  await page.waitForURL(`**${paths.dashboard}`)
  await page.screenshot({ path: `${images}/dashboard.png` })
}

async function openPage(browser: Browser, { origin }: RunningPortal, { locale }: { locale: string }): Promise<Page> {
  const context = await browser.newContext({ baseURL: origin, locale, deviceScaleFactor: 2, reducedMotion: 'reduce' })
  context.setDefaultTimeout(10_000)
  return context.newPage()
}
