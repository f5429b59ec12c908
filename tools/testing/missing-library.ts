/** Debian's package for each library that our downloaded programs want and do not bring themselves. */
const debianPackages = new Map([
  ['libasound.so.2', 'libasound2'],
  ['libatomic.so.1', 'libatomic1'],
  ['libexpat.so.1', 'libexpat1'],
  ['libgcc_s.so.1', 'libgcc-s1'],
  ['libnspr4.so', 'libnspr4'],
  ['libnss3.so', 'libnss3'],
  ['libnssutil3.so', 'libnss3'],
  ['libstdc++.so.6', 'libstdc++6'],
])

/**
 * Reads what the dynamic loader said and names the command that mends it.
 * @returns undefined when no library was missing
 */
export function missingLibraryAdvice(output: string): string | undefined {
  const library = /error while loading shared libraries: ([^\s:]+)/.exec(output)?.[1]
  if (library === undefined) return undefined
  const name = debianPackages.get(library)
  const command = name
    ? `apt-get install ${name}`
    : `apt-get install apt-file && apt-file update && apt-file search ${library}`
  return `This machine lacks ${library}. On Debian: ${command}`
}
