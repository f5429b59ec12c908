/**
 * Who made the browser send a request (https://www.w3.org/TR/fetch-metadata/). Browsers that are too old to say so, and
 * programs, are told by their Origin, or not at all: forms then stand on their token alone.
 */
export function comesFromElsewhere(headers: Headers, publicUrl: URL): boolean {
  const site = headers.get('sec-fetch-site')
  if (site !== null) return site !== 'same-origin' && site !== 'none'
  const origin = headers.get('origin')
  if (origin === null) return false
  // On a development machine the site goes by several names, of which PUBLIC_URL knows one.
  return origin !== publicUrl.origin && URL.parse(origin)?.host !== headers.get('host')
}

/**
 * For the two GETs that the guide lets change something (resend, logout): true only when the browser says that its user
 * asked for it, by a link on our pages or by hand, and is not just fetching ahead.
 */
export function isAskedByUser(headers: Headers): boolean {
  const site = headers.get('sec-fetch-site')
  const isAhead = /prefetch|prerender|preview/i.test(
    `${headers.get('sec-purpose') ?? ''} ${headers.get('purpose') ?? ''} ${headers.get('x-moz') ?? ''}`,
  )
  return (site === 'same-origin' || site === 'none') && !isAhead
}
