import assert from 'node:assert/strict'
import { test } from 'node:test'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { assetPath, findAsset } from './assets.ts'

const names = ['portal.css', 'portal.js', 'favicon.svg'] as const

test('each file is found at its address, and says the same in every encoding', () => {
  for (const name of names) {
    const asset = findAsset(assetPath(name))
    assert.ok(asset)
    assert.deepEqual(new Uint8Array(gunzipSync(asset.gzip)), asset.identity)
    assert.deepEqual(new Uint8Array(brotliDecompressSync(asset.br)), asset.identity)
  }
})

test('an address of another version is not answered', () => {
  assert.equal(findAsset('/assets/portal.css'), undefined)
  assert.equal(findAsset('/assets/portal.AAAAAAAAAAAA.css'), undefined)
})

test('the first visit brings at most 8 kB of style and 3 kB of script', () => {
  const size = (name: (typeof names)[number]) => findAsset(assetPath(name))?.br.length ?? 0
  assert.ok(size('portal.css') < 8000, `portal.css: ${size('portal.css')}`)
  assert.ok(size('portal.js') < 3000, `portal.js: ${size('portal.js')}`)
})

test('the browser module is one script that compiles, imports nothing and starts every part', () => {
  const script = new TextDecoder().decode(findAsset(assetPath('portal.js'))?.identity)
  assert.doesNotMatch(script, /^(import|export) /m)
  assert.equal(script.match(/^function start\(/gm)?.length, script.match(/^start\(document\)$/gm)?.length)
  assert.doesNotThrow(() => new Function(script))
})
