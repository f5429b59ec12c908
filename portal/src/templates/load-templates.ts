import type { Config } from '../config.ts'
import type { Locale } from '../locales/index.ts'
import { locales } from '../locales/index.ts'
import { templateFaults } from './check-template.ts'
import type { Template } from './compile.ts'
import { compile, quoteStyles } from './compile.ts'
import { letterheadOf } from './letterhead.ts'
import type { Part } from './own-file.ts'
import type { Source } from './read-folder.ts'
import { readFolder } from './read-folder.ts'
import type { Templates } from './templates.ts'
import { createTemplates, ourTemplates, speechOf } from './templates.ts'
import type { Wording } from './wording.ts'

export type LoadedTemplates =
  | { readonly success: true; readonly templates: Templates }
  | { readonly success: false; readonly faults: readonly string[] }

/**
 * Reads the folder that `MESSAGE_TEMPLATES` names, compiles what is in it and tries it out on the samples of each message. It is
 * read once: what is changed there later counts from the next start.
 * @returns every message's words, or one line for each fault, all of them at once
 */
export function loadTemplates(config: Config, wordings: readonly Wording[]): LoadedTemplates {
  const letterhead = letterheadOf(config)
  const folder = config.messageTemplates
  if (folder === undefined) return { success: true, templates: ourTemplates(letterhead) }
  const names = wordings.map(({ name }) => name)
  const { sources, faults: unread } = readFolder(folder, names)
  const compiled = new Map<string, Template>()
  const faults = new Set(unread)
  for (const source of sources) {
    const wording = wordings.find(({ name }) => name === source.message)
    for (const locale of wording ? localesOf(source, sources) : []) {
      const template = compile(source.part === 'email.html' ? quoteStyles(source.text) : source.text, locale)
      if (typeof template === 'string' || !wording) faults.add(`${source.path}: ${template}`)
      else {
        const found = templateFaults(wording, source.part, template, speechOf(letterhead, locale))
        for (const fault of found) faults.add(`${source.path}: ${fault}`)
        compiled.set(keyOf(source.message, source.part, locale), template)
      }
    }
    if (source.part === 'email.html' && lacksText(source, sources)) faults.add(`${source.path}: ${NO_TEXT}`)
  }
  if (faults.size > 0) return { success: false, faults: [...faults].map((fault) => `MESSAGE_TEMPLATES: ${fault}.`) }
  const find = (message: string, part: Part, locale: Locale) => compiled.get(keyOf(message, part, locale))
  return { success: true, templates: createTemplates(letterhead, sources.length, find) }
}

const NO_TEXT =
  'the HTML has no text beside it, which some programs show in its place; add the .txt of the same language'

const keyOf = (message: string, part: Part, locale: Locale): string => `${message}/${part} ${locale}`

/** The languages that a file speaks for: its own, or all that have none of their own. */
function localesOf(source: Source, sources: readonly Source[]): readonly Locale[] {
  if (source.locale) return [source.locale]
  const taken = sources.filter(({ message, part }) => message === source.message && part === source.part)
  return locales.filter((locale) => !taken.some((other) => other.locale === locale))
}

function lacksText(source: Source, sources: readonly Source[]): boolean {
  const texts = sources.filter(({ message, part }) => message === source.message && part === 'email.txt')
  const speaks = (locale: Locale) => texts.some((text) => text.locale === undefined || text.locale === locale)
  return !localesOf(source, sources).every(speaks)
}
