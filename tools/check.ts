/** `npm run check`: all that CI does, fastest first. Stops at the first step that fails. Each can be run alone. */
import { spawnSync } from 'node:child_process'
import { performance } from 'node:perf_hooks'

const steps = ['lint', 'unused', 'types', 'build', 'types:libraries', 'packages', 'test']

for (const [index, step] of steps.entries()) {
  console.log(`\n[${index + 1}/${steps.length}] ${step}`)
  const startedAt = performance.now()
  const { status } = spawnSync('npm', ['run', '--silent', step], { stdio: 'inherit' })
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1)
  if (status !== 0) {
    console.error(`\n${step} failed after ${seconds} s. To run it alone: npm run ${step}`)
    process.exit(1)
  }
  console.log(`${step}: ${seconds} s`)
}
