/** A domain and those above it, down to two labels: `mail.example.com`, `example.com`. */
export function domainsUpFrom(domain: string): readonly string[] {
  const labels = domain.split('.')
  return labels.slice(0, Math.max(1, labels.length - 1)).map((_, index) => labels.slice(index).join('.'))
}

/**
 * True when two names are under one roof as far as can be told without a list of all registries: one is the other or lies below it, or both
 * lie below a third one that is no mere ending such as `co.uk`.
 */
export function isOneHouse(one: string, other: string): boolean {
  if (isWithin(one, other) || isWithin(other, one)) return true
  return domainsUpFrom(one).some((roof) => roof.split('.').length >= leastLabels(roof) && isWithin(other, roof))
}

const isWithin = (name: string, roof: string): boolean => name === roof || name.endsWith(`.${roof}`)

/** Below the ending of a country, registries often give names below a short second one: `co.uk`, `com.np`. */
const leastLabels = (roof: string): number => (/\.?\w{2,3}\.[a-z]{2}$/.test(roof) ? 3 : 2)
