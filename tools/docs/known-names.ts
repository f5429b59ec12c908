import { readdir } from 'node:fs/promises'
import type { TestContext } from 'node:test'
import rootPackage from '../../package.json' with { type: 'json' }
import { settings } from '../../portal/src/config/settings.ts'
import { emptyFolder, runCommand } from '../../portal/src/testing/command.ts'
import { startPortal } from '../../portal/src/testing/start-portal.ts'
import { root } from './documents.ts'

/** Every name by which a person or a program reaches Kerbside, as documents write it. */
export class KnownNames {
  readonly #names: ReadonlySet<string>
  readonly #addresses: readonly RegExp[]

  constructor(names: Iterable<string>, addresses: Iterable<string>) {
    this.#names = new Set(names)
    this.#addresses = [...addresses].map(addressPattern)
  }

  /** Settings, packages, commands (`kerbside doctor`), scripts (`npm run check`), addresses (`/bills/NUMBER/`). */
  has(word: string): boolean {
    return this.#names.has(word) || this.#addresses.some((address) => address.test(word))
  }
}

/** `/bills/:number/` and `/api/v1/bills/{number}` as documents write them: `/bills/NUMBER/`. */
const addressPattern = (route: string): RegExp =>
  new RegExp(`^(?:[A-Z]+ )?${route.replaceAll(/:\w+|\{\w+\}/g, '[A-Z]{2}[\\w.-]*')}$`)

/** Asks the program itself. */
export async function knownNames(t: TestContext): Promise<KnownNames> {
  const { app } = await startPortal(t)
  const commands = await commandsOf(t)
  const scripts = Object.keys(rootPackage.scripts)
  const packages = await readdir(`${root}packages`)
  const names = [
    ...Object.keys(settings),
    ...commands,
    ...commands.map((command) => `kerbside ${command}`),
    ...scripts.map((script) => `npm run ${script}`),
    ...['npm start', 'npm test'],
    ...packages.map((name) => `@kerbside/${name}`),
  ]
  return new KnownNames(
    names,
    app.addresses.map(({ path }) => path),
  )
}

/** The commands as `--help` lists them, with their second names. */
async function commandsOf(t: TestContext): Promise<string[]> {
  const { stdout } = await runCommand(t, emptyFolder(t), ['--help'])
  const lines = stdout.slice(stdout.indexOf('Commands:')).matchAll(/^ {2}([a-z][\w|-]*)/gm)
  return Array.from(lines, ([, names = '']) => names.split('|')).flat()
}
