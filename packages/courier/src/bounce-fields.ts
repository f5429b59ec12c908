/** The fields of one block, by name in small letters; of a field that is repeated the first. */
export type Fields = ReadonlyMap<string, string>

// A report about a hundred recipients is long; one about more is not about a mail of ours, which has a single one.
const MOST_BLOCKS = 100
const LONGEST_VALUE = 1000

/**
 * Reads blocks of `Name: value` lines with empty lines between them, as the parts of a report are written.
 * @see RFC 3464 §2.1, RFC 5965 §3, RFC 5322 §2.2.3 for lines that go on
 */
export function readFields(text: string): readonly Fields[] {
  return text
    .split(/\r?\n[ \t]*\r?\n/, MOST_BLOCKS)
    .map(fieldsOf)
    .filter((fields) => fields.size > 0)
}

function fieldsOf(block: string): Fields {
  const fields = new Map<string, string>()
  for (const line of block.replaceAll(/\r?\n(?=[ \t])/g, '').split(/\r?\n/)) {
    const { name, value } = /^(?<name>[\w-]+)[ \t]*:(?<value>.*)$/.exec(line)?.groups ?? {}
    if (name === undefined || value === undefined || fields.has(name.toLowerCase())) continue
    fields.set(name.toLowerCase(), value.replaceAll(/\s+/g, ' ').trim().slice(0, LONGEST_VALUE))
  }
  return fields
}

/** What stands behind the type of a value: `rfc822; ann@example.org` is `ann@example.org`. */
export function untyped(value: string | undefined): string | undefined {
  const text = value === undefined ? undefined : /^[^;]*;(?<text>.*)$/.exec(value)?.groups?.['text']?.trim()
  return text?.replace(/^<(.*)>$/, '$1') || undefined
}
