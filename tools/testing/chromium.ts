import { execFile } from 'node:child_process'
import { createReadStream, createWriteStream, existsSync } from 'node:fs'
import { chmod, mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { createBrotliDecompress } from 'node:zlib'
import type { Browser } from 'playwright-core'
import { chromium } from 'playwright-core'
import { writeFontConfig } from './fonts.ts'
import { missingLibraryAdvice } from './missing-library.ts'

const run = promisify(execFile)

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
  if (existsSync(folder)) return unpackedIn(folder)
  await mkdir(cache, { recursive: true })
  const draft = await mkdtemp(`${folder}-`)
  try {
    await inflate(join(packed, 'bin/chromium.br'), unpackedIn(draft).executablePath)
    await chmod(unpackedIn(draft).executablePath, 0o755)
    await inflate(join(packed, 'bin/al2023.tar.br'), join(draft, 'lib.tar')) // NSS and NSPR, which a bare Debian lacks
    await run('tar', ['--extract', '--file', join(draft, 'lib.tar'), '--directory', draft])
    await rename(draft, folder) // whole or not at all
  } catch (error) {
    if (!existsSync(folder)) throw error // of two processes that unpack at the same time the slower finds the place taken
  } finally {
    await rm(draft, { recursive: true, force: true })
  }
  return unpackedIn(folder)
}

const unpackedIn = (folder: string) => ({ executablePath: join(folder, 'chromium'), libraries: join(folder, 'lib') })

const inflate = (from: string, to: string) =>
  pipeline(createReadStream(from), createBrotliDecompress(), createWriteStream(to))
