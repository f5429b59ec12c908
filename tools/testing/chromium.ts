import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createReadStream, existsSync } from 'node:fs'
import { chmod, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { fileURLToPath } from 'node:url'
import { createBrotliDecompress } from 'node:zlib'
import type { Browser } from 'playwright-core'
import { chromium } from 'playwright-core'
import { writeFontConfig } from './fonts.ts'
import { missingLibraryAdvice } from './missing-library.ts'

/** Beside the packages it comes from: whoever removes the checkout removes this, and no other account can plant a file. */
const cache = fileURLToPath(new URL('../../node_modules/.cache/kerbside/', import.meta.url))

const debianChromium = '/usr/bin/chromium'

/** No name but our own is looked up, so that a test can neither lean on the network nor be slowed by it. */
const switches = ['--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE *.localhost, EXCLUDE 127.0.0.1']

/** Starts a headless Chromium: of the registry on Linux x64, Debian's on other Linux machines, the installed Chrome elsewhere. */
export async function launchChromium(): Promise<Browser> {
  if (process.platform !== 'linux') return chromium.launch({ channel: 'chrome', args: switches })
  if (process.arch !== 'x64' && !existsSync(debianChromium)) {
    throw new Error(
      'The registry has no Chromium for this processor. On Debian: apt-get install chromium fonts-noto-core',
    )
  }
  const program = process.arch === 'x64' ? await unpackChromium() : { executablePath: debianChromium, libraries: '' }
  try {
    return await chromium.launch({
      executablePath: program.executablePath,
      args: switches,
      env: {
        ...process.env,
        LD_LIBRARY_PATH: program.libraries,
        FONTCONFIG_FILE: await writeFontConfig(cache),
      },
    })
  } catch (error) {
    throw new Error(missingLibraryAdvice(String(error)) ?? 'Chromium did not start.', { cause: error })
  }
}

/**
 * Unpacks what the package holds, once a version. The package's own way is not taken: it reuses whatever file lies at
 * a fixed place in the temporary folder, and its switches turn off the web's security.
 */
async function unpackChromium(): Promise<{ executablePath: string; libraries: string }> {
  const packed = join(dirname(fileURLToPath(import.meta.resolve('@sparticuz/chromium'))), '..')
  const { version } = JSON.parse(await readFile(join(packed, 'package.json'), 'utf8'))
  const folder = join(cache, `chromium-${version}`)
  const unpacked = { executablePath: join(folder, 'chromium'), libraries: join(folder, 'lib') }
  if (existsSync(folder)) return unpacked
  await mkdir(cache, { recursive: true })
  const draft = await mkdtemp(`${folder}-`)
  await Promise.all([
    inflate(join(packed, 'bin/chromium.br'), join(draft, 'chromium')),
    untar(join(packed, 'bin/al2023.tar.br'), draft), // NSS and NSPR, which a bare Debian lacks
  ])
  // Whole or not at all; of two processes that unpack at the same time the slower finds the place taken.
  await rename(draft, folder).catch(() => rm(draft, { recursive: true }))
  return unpacked
}

async function inflate(from: string, to: string): Promise<void> {
  await writeFile(to, createReadStream(from).pipe(createBrotliDecompress()))
  await chmod(to, 0o755)
}

async function untar(from: string, folder: string): Promise<void> {
  const tar = spawn('tar', ['--extract', '--directory', folder], { stdio: ['pipe', 'ignore', 'inherit'] })
  const ended = once(tar, 'exit')
  await pipeline(createReadStream(from), createBrotliDecompress(), tar.stdin)
  const [code] = await ended
  if (code !== 0) throw new Error(`tar could not unpack ${from}.`)
}
