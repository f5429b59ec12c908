/**
 * Loaded before each test file by `npm test`. Node gives up on a test that takes too long, but not on its file, which then
 * waits for ever on whatever the test left open.
 */
const deadlineMinutes = 5

const isTestFile = process.env['NODE_TEST_CONTEXT'] !== undefined // the runner itself may run as long as it likes
if (isTestFile) setTimeout(giveUp, deadlineMinutes * 60_000).unref()

function giveUp(): void {
  const open = process.getActiveResourcesInfo().join(', ')
  console.error(`${process.argv[1]} did not end within ${deadlineMinutes} minutes. Still open: ${open}`)
  process.exit(1)
}
