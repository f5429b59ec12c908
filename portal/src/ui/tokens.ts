export type Scheme = 'light' | 'dark'

/** The tokens of a scheme by name, as `tokens.css` has them: the dark ones are the light ones with some put otherwise. */
export function readTokens(css: string, scheme: Scheme): ReadonlyMap<string, string> {
  const [light = '', dark = ''] = css.split('(prefers-color-scheme: dark)')
  return new Map(declarations(scheme === 'light' ? light : `${light}${dark}`))
}

function declarations(css: string): [name: string, value: string][] {
  return [...css.matchAll(/(--[\w-]+):\s*([^;]+);/g)].map(([, name = '', value = '']) => [name, value.trim()])
}
