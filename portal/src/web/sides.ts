const pathFromRoot = /^\/(?![/\\])[\x21-\x5b\x5d-\x7e]*$/

/**
 * The address to come back to, if it is one of this site: a path from the root. Whatever a browser could read as another
 * host (`//evil.example`, `/\evil.example`, with tabs or dots in between) is not.
 */
export function ownPath(text: string | undefined): string | undefined {
  if (text === undefined || !pathFromRoot.test(text)) return undefined
  const url = URL.parse(text, 'https://here.invalid')
  const path = url ? url.pathname + url.search : ''
  // Looked at again, since `/.//evil.example` becomes `//evil.example`.
  return url?.host === 'here.invalid' && pathFromRoot.test(path) ? path : undefined
}

/** True for the side of staff, whose sign-in and cookies are their own. */
export const isForStaff = (path: string): boolean => path.startsWith('/admin/') || path.startsWith('/staff/')

/** True below /api/ and /hooks/, where no person reads the answer. */
export const isForPrograms = (path: string): boolean => path.startsWith('/api/') || path.startsWith('/hooks/')
