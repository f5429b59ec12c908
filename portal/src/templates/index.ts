/** Every message in words: the operator's own, or ours. */
export { inGroups } from './in-groups.ts'
export { loadTemplates } from './load-templates.ts'
export { ourTemplates, type Templates } from './templates.ts'
export type { MailWords, Sample, Speech, Wording } from './wording.ts'
