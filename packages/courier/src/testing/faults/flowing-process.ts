/** A process that lets messages flow until somebody kills it. */
import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Flow } from './flow.ts'
import { runFlow } from './flow.ts'

/** One process after another with the same work, each killed before the next begins. */
export interface FlowingProcess {
  /** Ends the present process in the midst of whatever it does (SIGKILL), and starts the next. */
  kill(): void
  /** Ends the last one. */
  end(): void
}

/** Starts the first process. `hear` is told when one begins, and of each row that says `sent`. */
export function flowingProcess(flow: Flow, hear: (news: 'ready' | 'sent') => void): FlowingProcess {
  const script = fileURLToPath(import.meta.url)
  let isOver = false
  const begin = () => {
    const child = fork(script, [JSON.stringify(flow)], { execArgv: ['--conditions=kerbside-source'] })
    child.on('message', hear)
    child.once('exit', (code) => {
      if (code !== null) throw new Error(`A process of ${flow.part} ended by itself, with ${code}.`)
      if (!isOver) current = begin()
    })
    return child
  }
  let current = begin()
  return {
    kill: () => current.kill('SIGKILL'),
    end() {
      isOver = true
      current.kill('SIGKILL')
    },
  }
}

const [, script, order] = process.argv
if (script === fileURLToPath(import.meta.url) && order !== undefined && process.send) {
  await runFlow(JSON.parse(order), process.send.bind(process))
}
