/**
 * One browser module of many, so that a slow line makes one round trip. Each file becomes a block with its own names,
 * is run by its `start`, and may import nothing. A file keeps its `export`s for the compiler and the tests; here they
 * fall away, which is safe because they stand at the beginning of a line, and there alone.
 */
export function joinScripts(files: readonly string[]): string {
  return files.map((file) => `{\n${file.replaceAll(/^export (?=function |const )/gm, '')}start(document)\n}\n`).join('')
}
