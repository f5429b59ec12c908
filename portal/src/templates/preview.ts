import type { Rendered } from '@kerbside/courier'
import type { Locale } from '../locales/index.ts'
import { countSegments } from './segments.ts'
import type { Templates } from './templates.ts'
import { speechOf } from './templates.ts'
import type { Wording } from './wording.ts'

/** One case of one message, in every language asked for. */
export interface PreviewedCase {
  readonly message: string
  readonly sample: string
  readonly spoken: readonly Spoken[]
}

/** A case in one language. */
export interface Spoken {
  readonly locale: Locale
  readonly mail: Rendered
  readonly sms: string
  readonly segments: number
}

/** Every message in every case, with made-up values, in the words that it would have. A decoy says nothing and is not among them. */
export function previewOf(
  templates: Templates,
  wordings: readonly Wording[],
  locales: readonly Locale[],
): readonly PreviewedCase[] {
  return wordings.flatMap((wording) => {
    const spoken = locales.flatMap((locale) =>
      wording.samples(speechOf(templates.letterhead, locale)).map(({ name, values }) => {
        const mail = templates.render(wording, { channel: 'email', locale }, values)
        const sms = templates.render(wording, { channel: 'sms', locale }, values).text
        return { name, locale, mail, sms, segments: countSegments(sms) }
      }),
    )
    return Object.entries(Object.groupBy(spoken, ({ name }) => name)).map(([sample, each = []]) => ({
      message: wording.name,
      sample,
      spoken: each,
    }))
  })
}

/** A file of the preview: its path below the folder, and what is in it. */
export type PreviewFile = readonly [path: string, content: string | Uint8Array]

/** The parts of each message, under the names that an operator's own have. */
export const previewFiles = (cases: readonly PreviewedCase[]): PreviewFile[] =>
  cases.flatMap(({ message, sample, spoken }) =>
    spoken.flatMap(({ locale, mail, sms }): PreviewFile[] => {
      const folder = `${message}/${sample}`
      return [
        [`${folder}/email.${locale}.subject.txt`, `${mail.subject ?? ''}\n`],
        [`${folder}/email.${locale}.txt`, mail.text],
        [htmlPath(message, sample, locale), mail.html ?? ''],
        [`${folder}/sms.${locale}.txt`, sms],
      ]
    }),
  )

export const htmlPath = (message: string, sample: string, locale: Locale): string =>
  `${message}/${sample}/email.${locale}.html`
