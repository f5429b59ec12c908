import { Hono } from 'hono'
import { paths } from '../../paths.ts'
import type { ForStaff } from '../../web/identity.ts'
import { searchText } from '../../web/list-query.ts'
import type { Parts } from '../../web/parts.ts'
import { requireRole } from '../../web/permissions.ts'
import { findAnything } from './find-anything.ts'
import { findPage } from './find-page.ts'

/** The one field in the head of every page of staff. */
export const findRoutes = (parts: Parts) =>
  new Hono<ForStaff>().get(paths.admin.find, requireRole('customers.read'), async (c) => {
    const q = searchText.parse(c.req.query('q'))
    if (q === '') return c.html(findPage(c.var.view, q, undefined))
    const found = await findAnything(parts, q)
    if ('only' in found) return c.redirect(found.only, 303)
    return c.html(findPage(c.var.view, q, found))
  })
