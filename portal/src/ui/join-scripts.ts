/**
 * One browser module of many, so that a slow line makes one round trip. Each file becomes a block with its own names,
 * is run by its `start`, and may import nothing. A file keeps its `export`s and comments for the compiler, the tests and
 * readers; here they fall away, which is safe because they stand at the beginning of a line, and there alone.
 */
export function joinScripts(files: readonly string[]): string {
  return files
    .map(
      (file) =>
        `{\n${file.replaceAll(comment, '').replaceAll(/^export (?=function |const )/gm, '')}start(document)\n}\n`,
    )
    .join('')
}

/** A comment that has its lines for itself. */
const comment = /^ *(?:\/\/.*|\/\*\*[\s\S]*?\*\/)\n/gm
