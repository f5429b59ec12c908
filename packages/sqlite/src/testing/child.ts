import type { ChildProcess } from 'node:child_process'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import type { TestContext } from 'node:test'

export interface Child {
  /** The next line of its output; undefined when it ended. */
  nextLine(): Promise<string | undefined>
  /** Ends it as a power cut would, and gives the lines that it had still written. */
  kill(): Promise<string[]>
}

/** Runs a module in a process of its own, which ends with the test at the latest. */
export function startChild(t: TestContext, module: string, ...values: string[]): Child {
  const child: ChildProcess = spawn(
    process.execPath,
    ['--conditions=kerbside-source', '--input-type=module-typescript', '--eval', module, ...values],
    { cwd: import.meta.dirname, stdio: ['ignore', 'pipe', 'inherit'] },
  )
  const { stdout } = child
  if (stdout === null) throw new Error('The output of the child is a pipe.')
  const lines = createInterface(stdout)[Symbol.asyncIterator]()
  const exited = once(child, 'exit')
  t.after(async () => {
    child.kill('SIGKILL')
    await exited
  })
  const nextLine = async () => {
    const { value, done } = await lines.next()
    return done ? undefined : value
  }
  return {
    nextLine,
    kill: async () => {
      child.kill('SIGKILL')
      await exited
      const rest: string[] = []
      for (let line = await nextLine(); line !== undefined; line = await nextLine()) rest.push(line)
      return rest
    },
  }
}
