import assert from 'node:assert/strict'
import { test } from 'node:test'
import { missingLibraryAdvice } from './missing-library.ts'

const complaint = (library: string) =>
  `/tmp/postgres: error while loading shared libraries: ${library}: cannot open shared object file: No such file or directory`

test('a missing library is named with the command that brings it', () => {
  assert.match(missingLibraryAdvice(complaint('libnss3.so')) ?? '', /lacks libnss3\.so\..*apt-get install libnss3$/)
})

test('for a library that nobody foresaw, the command finds its package', () => {
  assert.match(missingLibraryAdvice(complaint('libodd.so.9')) ?? '', /apt-file search libodd\.so\.9$/)
})

test('other trouble is not taken for a missing library', () => {
  assert.equal(missingLibraryAdvice('FATAL: could not create lock file'), undefined)
})
