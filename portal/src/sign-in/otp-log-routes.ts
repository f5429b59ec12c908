import { Hono } from 'hono'
import { z } from 'zod'
import { staffActor, tell } from '../audit/index.ts'
import { paths } from '../paths.ts'
import { filledForm } from '../ui/index.ts'
import type { ForStaff } from '../web/identity.ts'
import { announce } from '../web/notices.ts'
import type { Parts } from '../web/parts.ts'
import { may, requireRole } from '../web/permissions.ts'
import { readForm } from '../web/read-form.ts'
import { refuse } from '../web/refuse.ts'
import { rowId } from '../web/row-id.ts'
import { isSoundText } from '../web/text-rules.ts'
import { cleanUp } from './clean-up.ts'
import type { LogFilter } from './otp-log.ts'
import { otpLog } from './otp-log.ts'
import { otpLogPage } from './otp-log-page.ts'
import { wholeContact } from './whole-contact.ts'

/** What the address says; what does not fit counts as not said, since addresses are kept and passed on. */
const logQuery = z.object({
  q: z.string().refine(isSoundText).trim().max(200).catch(''),
  otp_type: z.enum(['email', 'phone']).optional().catch(undefined),
  is_verified: z.enum(['yes', 'no']).optional().catch(undefined),
  from: z.iso.date().optional().catch(undefined),
  until: z.iso.date().optional().catch(undefined),
  before: rowId.optional().catch(undefined),
})
type LogQuery = z.infer<typeof logQuery>

const endForm = z.object({ contact: z.string() })

/** The log of one-time codes for staff, and what support may do from there. */
export function otpLogRoutes(parts: Parts) {
  const { otp, db, clock, cookies, config } = parts
  return new Hono<ForStaff>()
    .get(paths.admin.otps, requireRole('otps.read'), async (c) => {
      const query = logQuery.parse(c.req.query())
      const contact = wholeContact(query.q, config.defaultRegion)
      const filter = filterOf(query, config.timeZone, contact && (await otp.contactKey(contact.canonical)))
      const { entries, hasMore } = await otpLog(db, filter, clock.now())
      const { q, otp_type = '', is_verified = '', from = '', until = '' } = query
      const typed = { q, otp_type, is_verified, from, until }
      const last = entries.at(-1)
      const page = otpLogPage(c.var.view, {
        entries,
        filter: filledForm(typed),
        active: Object.values(typed).some((value) => value !== ''),
        next:
          hasMore && last
            ? `${paths.admin.otps}?${new URLSearchParams({ ...typed, before: String(last.id) })}`
            : undefined,
        contact: contact?.canonical,
        canEnd: may(c.var.staff, 'otps.end'),
      })
      return c.html(page)
    })
    .post(paths.admin.endFlows, requireRole('otps.end'), async (c) => {
      const form = readForm(c, endForm)
      const contact = form.success ? wholeContact(form.data.contact, config.defaultRegion) : undefined
      if (!contact) return refuse(c, 'invalid_input', { status: 400 })
      const subject = `contact ${parts.pseudonym(contact.canonical)}`
      const by = staffActor(c)
      await otp.endAll(contact, {
        inSameCommit: (trx, requests) => tell(trx, { by, clock }, 'otp_flows_ended', subject, { requests }),
      })
      announce(c, cookies, 'sign-in.notice.flowsEnded')
      return c.redirect(`${paths.admin.otps}?${new URLSearchParams({ q: contact.canonical })}`, 303)
    })
    .post(paths.admin.cleanUpOtps, requireRole('otps.end'), async (c) => {
      await cleanUp(parts, staffActor(c))
      announce(c, cookies, 'sign-in.notice.cleaned')
      return c.redirect(paths.admin.otps, 303)
    })
}

/** Days are the operator's, and both ends belong to the span. */
function filterOf(query: LogQuery, timeZone: string, contact: Uint8Array | undefined): LogFilter {
  const startOf = (day: Temporal.PlainDate): number => day.toZonedDateTime(timeZone).epochMilliseconds
  const { from, until } = query
  return {
    type: query.otp_type,
    verified: query.is_verified && query.is_verified === 'yes',
    from: from === undefined ? undefined : startOf(Temporal.PlainDate.from(from)),
    until: until === undefined ? undefined : startOf(Temporal.PlainDate.from(until).add({ days: 1 })),
    search: query.q,
    contact,
    before: query.before,
  }
}
