import { isTextKey } from '../../locales/index.ts'
import type { Label } from '../rules/facts.ts'

/** The name of a line as its row has it. A key that a later version has no text for is shown as it stands. */
export const labelIn = (label: string | null, key: string | null): Label =>
  key !== null && isTextKey(key) ? { key } : { text: label ?? key ?? '' }
