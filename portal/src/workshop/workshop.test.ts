import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { sampleBill } from './testing/sample-documents.ts'
import type { WorkshopOptions } from './workshop.ts'
import { createWorkshop } from './workshop.ts'

/** A child that does as the title of the document says, so that its deaths can be ordered. */
function childThat(source: string): string {
  const program = join(tmpdir(), `kerbside-child-${process.pid}-${Math.abs(hash(source))}.mjs`)
  writeFileSync(program, `process.on('disconnect', () => process.exit())\n${source}`)
  return program
}

const hash = (text: string): number => [...text].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) | 0, 7)

const workshopOf = (t: { after(task: () => Promise<void>): void }, options: WorkshopOptions = {}) => {
  const workshop = createWorkshop(options)
  t.after(() => workshop.close())
  return workshop
}

const echoesItsPid = childThat(
  `process.on('message', ({ id }) => process.send({ id, made: new TextEncoder().encode(String(process.pid)) }))`,
)
const text = (made: Uint8Array) => new TextDecoder().decode(made)

test('the same document has the same bytes, from whichever child', async (t) => {
  const workshop = workshopOf(t, { jobsAChild: 1 })
  const [one, other] = [await workshop.print(sampleBill()), await workshop.print(sampleBill())]
  assert.deepEqual(one, other)
  assert.match(text(one.subarray(0, 8)), /^%PDF-1\./)
})

test('a child is replaced after its share of jobs', async (t) => {
  const workshop = workshopOf(t, { program: echoesItsPid, jobsAChild: 2 })
  const made = await Promise.all(Array.from({ length: 6 }, () => workshop.print(sampleBill())))
  const pids = made.map(text)
  assert.equal(new Set(pids).size, 3)
  assert.equal(pids[0], pids[1])
})

test('a job whose child dies is begun once more, and fails when the second child dies of it', async (t) => {
  const workshop = workshopOf(t, {
    program: childThat(`process.on('message', ({ id, job }) => {
      if (job.document.title === 'poison') process.exit(1)
      process.send({ id, made: new Uint8Array([1]) })
    })`),
  })
  const poisoned = assert.rejects(workshop.print(sampleBill({ title: 'poison' })), /could not be made/)
  const sound = workshop.print(sampleBill())
  await poisoned
  assert.deepEqual(await sound, new Uint8Array([1]))
})

test('a child that hangs is killed', async (t) => {
  const workshop = workshopOf(t, { program: childThat(`process.on('message', () => {})`), jobWithinMs: 50 })
  await assert.rejects(workshop.print(sampleBill()), /could not be made/)
})

test('what is too much is refused, not queued for ever', async (t) => {
  const workshop = workshopOf(t, { program: echoesItsPid, queued: 1 })
  const orders = await Promise.allSettled(Array.from({ length: 3 }, () => workshop.print(sampleBill())))
  assert.deepEqual(
    orders.map(({ status }) => status),
    ['fulfilled', 'fulfilled', 'rejected'],
  )
})

test('a document that cannot be laid out says so and harms nobody', async (t) => {
  const workshop = workshopOf(t)
  await assert.rejects(workshop.print(sampleBill({ language: 'no language' })), /not laid out/)
  assert.ok((await workshop.print(sampleBill())).length > 1000)
})

test('a closed workshop takes nothing', async () => {
  const workshop = createWorkshop({ program: echoesItsPid })
  await workshop.print(sampleBill())
  await workshop.close()
  await assert.rejects(workshop.print(sampleBill()), /Too many/)
})

test('whoever closes a workshop that has printed, and has nothing else to do, ends well', async () => {
  const { href } = new URL('./workshop.ts', import.meta.url)
  const program = join(tmpdir(), `kerbside-closes-${process.pid}.mjs`)
  writeFileSync(
    program,
    `const { createWorkshop } = await import(${JSON.stringify(href)})
const workshop = createWorkshop()
await workshop.print(${JSON.stringify(sampleBill())})
await workshop.close()`,
  )
  const { status, stderr } = spawnSync(process.execPath, [program], { encoding: 'utf8' })
  rmSync(program)
  assert.deepEqual([status, stderr], [0, ''])
})
