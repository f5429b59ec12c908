import { readFile } from 'node:fs/promises'

export type FileRead =
  | { readonly success: true; readonly bytes: Uint8Array }
  | { readonly success: false; readonly reason: 'no_file' | 'folder' | 'unreadable' }

/** The bytes of a file that somebody named on the command line. */
export async function readNamedFile(file: string): Promise<FileRead> {
  try {
    return { success: true, bytes: await readFile(file) }
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    if (code === '') throw error
    return { success: false, reason: reasons[code] ?? 'unreadable' }
  }
}

/** By the codes of the operating system. */
const reasons: Readonly<Record<string, 'no_file' | 'folder'>> = {
  ENOENT: 'no_file',
  ENOTDIR: 'no_file',
  EISDIR: 'folder',
}
