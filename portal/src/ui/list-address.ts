type Narrowed<Query> = { readonly [Name in keyof Query]?: string | number | undefined }

/** The address of a list as it is narrowed and sorted, to be kept and sent on. What is not set or empty is left out. */
export function listAddress<Query extends Narrowed<Query>>(path: string, query: Query): string {
  const fields = Object.entries<string | number | undefined>(query).filter(
    ([, value]) => value !== undefined && value !== '',
  )
  const text = new URLSearchParams(fields.map(([name, value]) => [name, String(value)]))
  return text.size > 0 ? `${path}?${text}` : path
}
