import type { Context } from 'hono'
import type { Config } from '../config.ts'
import type { Locale, Translate } from '../locales/index.ts'
import { directions, translate } from '../locales/index.ts'
import type { Formats } from '../ui/index.ts'
import { createFormats } from '../ui/index.ts'
import type { PrintedDocument } from '../workshop/index.ts'
import { WorkshopBusy } from '../workshop/index.ts'
import type { Parts } from './parts.ts'
import { refuse } from './refuse.ts'

/** A language to print in, and what every document of the operator has in common. */
export interface Print {
  readonly t: Translate
  readonly formats: Formats
  readonly frame: Pick<PrintedDocument, 'language' | 'direction' | 'sender' | 'pageLine'>
}

/** What prints in a language: its texts and formats, the operator's letterhead, the page numbers. */
export function printIn(locale: Locale, { operatorName, operatorAddress = [], timeZone }: Config): Print {
  const t = translate(locale)
  return {
    t,
    formats: createFormats(locale, timeZone),
    frame: {
      language: locale,
      direction: directions[locale],
      sender: { name: operatorName, lines: operatorAddress },
      // The printer fills the numbers in.
      pageLine: t('web.print.page', { page: '{page}', pages: '{pages}' }),
    },
  }
}

// Two hundred documents that wait are done by then.
const BUSY_SECONDS = '10'

/**
 * Answers with a document as a PDF that the browser shows. Nobody on the way may keep it.
 * @param name of the file, without its ending
 */
export async function answerPdf(
  c: Context,
  { workshop }: Pick<Parts, 'workshop'>,
  name: string,
  document: PrintedDocument,
): Promise<Response> {
  try {
    const pdf = await workshop.print(document)
    c.header('Content-Type', 'application/pdf')
    c.header('Content-Disposition', `inline; filename="${name}.pdf"`)
    c.header('Cache-Control', 'private, no-store')
    return c.body(Uint8Array.from(pdf))
  } catch (error) {
    if (!(error instanceof WorkshopBusy)) throw error
    return refuse(c, 'unavailable', { headers: { 'Retry-After': BUSY_SECONDS } })
  }
}

/** The number in the name of a file: `B-2026-000042` of `B-2026-000042.pdf`; undefined for any other file. */
export const numberOfPdf = (name: string | undefined): string | undefined => /^(.+)\.pdf$/.exec(name ?? '')?.[1]
