import type { ChildProcess } from 'node:child_process'
import { spawn } from 'node:child_process'

/**
 * Waits for its input to end: we hold the other end, and lose it in whatever way we die. Then ends the group and takes the
 * folder away, twice, since a browser that has just lost its master may still be writing.
 */
const watchdog = `
  read -r _
  kill -s KILL -- "-$1" 2>/dev/null
  rm -rf "$2" 2>/dev/null || { sleep 1; rm -rf "$2"; }
`

/**
 * Ties a process that leads its own group (`detached: true`) to this one. Signals are passed on to the group, and when
 * this process is gone, even by SIGKILL, so are the group and its folder.
 */
export function tieToUs(leader: ChildProcess, folder: string): { cut(): Promise<void> } {
  const { pid } = leader
  if (pid === undefined) throw new Error(`${leader.spawnfile} did not start.`)
  const child = spawn('/bin/sh', ['-c', watchdog, 'watchdog', String(pid), folder], {
    detached: true, // Ctrl-C must not end the one who cleans up
    stdio: ['pipe', 'ignore', 'ignore'],
  })
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => leader.exitCode === null && process.kill(-pid, signal))
  }
  return {
    /** Ends what is left, now. */
    cut() {
      child.stdin.end()
      return ended
    },
  }
}
