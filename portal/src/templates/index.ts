/** Every message in words: the operator's own, or ours. */
export { inGroups } from './in-groups.ts'
export { type Letterhead, letterheadOf } from './letterhead.ts'
export { type LoadedTemplates, loadTemplates } from './load-templates.ts'
export { ourTemplates, type Templates } from './templates.ts'
export type { MailWords, MessageValues, Sample, Speech, Wording } from './wording.ts'
