#!/usr/bin/env -S node --conditions=kerbside-source
// Plain JavaScript of 2020: a Node that is too old for the program behind it must still be able to say so.
const oldest = 26

if (Number(process.versions.node.split('.')[0]) < oldest) {
  console.error(
    `Kerbside needs Node ${oldest} or later, and this is ${process.version}. "npm start" in its folder brings one.`,
  )
  process.exitCode = 1
} else {
  // Half of a start is compiling, which the second start need not do again.
  const { enableCompileCache } = await import('node:module')
  enableCompileCache()
  await import('../src/cli.ts')
}
