import { Hono } from 'hono'
import { paths } from '../paths.ts'
import type { Asset } from '../ui/index.ts'
import { findAsset } from '../ui/index.ts'
import type { ForAnyone } from './identity.ts'
import { refuse } from './refuse.ts'

const A_YEAR = 365 * 24 * 60 * 60

/** Styles, scripts and pictures. Their addresses hold a hash of the content, so a browser need never ask again. */
export const assetRoutes = () =>
  new Hono<ForAnyone>().get(paths.asset(':name'), (c) => {
    const asset = findAsset(c.req.path)
    if (!asset) return refuse(c, 'not_found')
    const encoding = pickEncoding(c.req.header('accept-encoding'))
    c.header('Cache-Control', `public, max-age=${A_YEAR}, immutable`)
    c.header('Vary', 'Accept-Encoding')
    if (encoding !== 'identity') c.header('Content-Encoding', encoding)
    return c.body(asset[encoding], 200, { 'Content-Type': asset.contentType })
  })

/** The smallest that the browser takes; one that refuses an encoding by `q=0` is too rare to parse for. */
function pickEncoding(accepted = ''): keyof Pick<Asset, 'br' | 'gzip' | 'identity'> {
  if (/\bbr\b/.test(accepted)) return 'br'
  return /\bgzip\b/.test(accepted) ? 'gzip' : 'identity'
}
