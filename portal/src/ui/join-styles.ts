/** The order of the layers, weakest first: what a file says wins by its layer, never by its place or its selectors. */
const layers = '@layer reset, tokens, base, parts, pages;\n'

/** One stylesheet of many. Comments stay behind: they are for us, and every visitor would carry them home. */
export function joinStyles(files: readonly string[]): string {
  return layers + files.map(withoutComments).join('')
}

function withoutComments(css: string): string {
  return css.replaceAll(/\/\*[\s\S]*?\*\//g, '').replaceAll(/\n\s*\n+/g, '\n')
}
