import type { Dirent } from 'node:fs'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { OwnFile } from './own-file.ts'
import { parts, readFileName } from './own-file.ts'

/** A template as it lies in the folder. */
export interface Source extends OwnFile {
  /** From the folder: `sign-in-code/email.en.txt`. */
  readonly path: string
  /** The message that it belongs to. */
  readonly message: string
  readonly text: string
}

export interface ReadFolder {
  readonly sources: readonly Source[]
  readonly faults: readonly string[]
}

// A mail beyond 100 kB is cut off by some programs; a template is less.
const MOST_BYTES = 64 * 1024
// Four parts in four languages and for all are 20; what is far beyond is another folder.
const MOST_FILES = 200

/**
 * Reads the operator's templates. What begins with a dot is passed over, so that the folder may be kept in git.
 * @param messages the names of all messages
 */
export function readFolder(folder: string, messages: readonly string[]): ReadFolder {
  const sources: Source[] = []
  const faults: string[] = []
  const say = (path: string, what: string) => void faults.push(`${path}: ${what}`)
  for (const { name } of list(folder, '.', say)) {
    if (!messages.includes(name)) {
      say(name, `there is no message of this name; folders are named ${messages.join(', ')}`)
      continue
    }
    for (const entry of list(join(folder, name), name, say)) {
      const path = `${name}/${entry.name}`
      const meant = readFileName(entry.name)
      if (typeof meant === 'string') say(path, meant)
      else {
        const read = readText(join(folder, path))
        if ('fault' in read) say(path, read.fault)
        else sources.push({ path, message: name, ...meant, text: read.text })
      }
    }
  }
  return { sources, faults }
}

function list(folder: string, path: string, say: (path: string, what: string) => void): Dirent[] {
  try {
    const entries = readdirSync(folder, { withFileTypes: true }).filter(({ name }) => !name.startsWith('.'))
    if (entries.length > MOST_FILES)
      say(path, `there are more than ${MOST_FILES} files; name the folder of templates alone`)
    else return entries.sort((one, other) => (one.name < other.name ? -1 : 1))
  } catch (error) {
    if (!isOfTheSystem(error)) throw error
    const wanted = path === '.' ? folder : `a folder with files such as ${parts.join(', ')}`
    say(path, `this is no folder that can be read (${error.code}); it should be ${wanted}`)
  }
  return []
}

function readText(file: string): { text: string } | { fault: string } {
  try {
    if (statSync(file).size > MOST_BYTES) return { fault: `it is larger than ${MOST_BYTES / 1024} KiB; shorten it` }
    return cleaned(new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(file)))
  } catch (error) {
    if (error instanceof TypeError) return { fault: 'it is not UTF-8; save it as UTF-8' }
    if (isOfTheSystem(error)) return { fault: `it cannot be read (${error.code}); let this user read it` }
    throw error
  }
}

// Of controls, a text has tabs and line ends; the private use area holds the marks of our own check.
const strangeSigns = /[^\P{Cc}\t\n]|[\p{Co}\uFFFD]/u

/** Line ends as ours, without those that an editor puts at the end. */
function cleaned(written: string): { text: string } | { fault: string } {
  const text = written.replaceAll('\r\n', '\n').replace(/\s+$/, '')
  const [sign] = strangeSigns.exec(text) ?? []
  if (sign === undefined) return { text }
  const code = `U+${(sign.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`
  return { fault: `line ${lineOf(text, sign)}: it holds ${code}, which no message can show; take it out` }
}

const lineOf = (text: string, sign: string): number => text.slice(0, text.indexOf(sign)).split('\n').length

const isOfTheSystem = (error: unknown): error is Error & { code: string } =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' && 'syscall' in error
