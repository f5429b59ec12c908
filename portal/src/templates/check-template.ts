import type { Locale } from '../locales/index.ts'
import { htmlFaults } from './check-html.ts'
import { placeholderFaults } from './check-placeholders.ts'
import type { Rule } from './check-words.ts'
import { smsFaults, subjectFaults, textFaults } from './check-words.ts'
import type { Template } from './compile.ts'
import type { Part } from './own-file.ts'
import type { Scope } from './scope.ts'
import { scopeOf } from './scope.ts'
import { countSegments } from './segments.ts'
import { bindCode, renderText } from './text-message.ts'
import { tryOut } from './try-out.ts'
import { fillingOf } from './values.ts'
import type { Speech, Wording } from './wording.ts'

/** What is wrong with a template of a message, as one part of it, in one language. */
export function templateFaults(wording: Wording, part: Part, template: Template, speech: Speech): string[] {
  const scope = scopeOf(wording, speech)
  const faults = placeholderFaults(template.getAst(), scope)
  if (faults.length > 0) return faults
  const tried = tryOut(template, scope)
  if (!tried) return ['it has too many choices to be tried out; write one for each thing that is chosen by']
  const rule = { carries: wording.carries, codeInSubject: speech.letterhead.codeInSubject }
  const found = tried.flatMap((text) => [...partFaults(part, text, rule, scope)])
  if (found.length === 0 && part === 'sms.txt') return segmentFaults(wording, template, speech)
  return [...new Set(found)]
}

function partFaults(part: Part, tried: string, rule: Rule, scope: Scope): Iterable<string> {
  if (part === 'email.subject.txt') return subjectFaults(tried, rule)
  if (part === 'email.txt') return textFaults(tried, rule)
  return part === 'sms.txt' ? smsFaults(tried, rule) : htmlFaults(tried, rule, linksOf(scope))
}

/** The values that are addresses. */
const linksOf = (scope: Scope): ReadonlySet<string> =>
  new Set(
    [...scope].filter(([, values]) => values.some((value) => /^https?:/.test(String(value)))).map(([name]) => name),
  )

/**
 * Each segment is paid for and may come alone. Where the operator's own name and host leave no room for less, as many as our own
 * text takes are allowed.
 */
function segmentFaults(wording: Wording, template: Template, speech: Speech): string[] {
  for (const { name, values, segments } of wording.samples(speech)) {
    const own = bindCode(wording, speech.letterhead, values, String(template.format(fillingOf(speech, values))))
    const ours = renderText(wording, speech, values, undefined)
    const allowed = Math.max(segments, countSegments(ours))
    if (countSegments(own) <= allowed) continue
    const size = `${[...own].length} characters in ${nameOf(speech.locale)}, so ${countSegments(own)} segments of ${allowed} allowed`
    return [`the SMS is too long (${name}: ${size}); shorten it, or write it in signs of the GSM alphabet`]
  }
  return []
}

const nameOf = (locale: Locale): string => new Intl.DisplayNames('en', { type: 'language' }).of(locale) ?? locale
