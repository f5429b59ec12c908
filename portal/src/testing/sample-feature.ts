import { createRoute } from '@hono/zod-openapi'
import { Hono } from 'hono'
import { z } from 'zod'
import type { FormState } from '../ui/index.ts'
import { emptyForm, html, page, postForm, textField } from '../ui/index.ts'
import { createApi } from '../web/api.ts'
import type { Feature } from '../web/feature.ts'
import type { Customer, ForAnyone, ForCustomer, ForProgram, ForStaff, ForToken, Staff } from '../web/identity.ts'
import { requireRole } from '../web/permissions.ts'
import { readForm } from '../web/read-form.ts'

/** A feature with an address of every kind, for the tests of what stands before a handler. */

const noteForm = z.object({ note: z.string().trim().min(1, 'web.form.missing').max(20) })

const customer: Customer = { id: 1, number: 'C-1', name: 'Asha Rai', language: 'ne' }
const staff = {
  kind: 'staff',
  id: 1,
  sessionId: 1,
  name: 'Bina',
  language: 'en',
  contact: 'bina@example.com',
  passkey: 'none',
  provenAt: 0,
} as const

const notePage = (c: { var: ForAnyone['Variables'] }, form: FormState) =>
  page(
    c.var.view,
    { title: 'Note', form },
    postForm(
      c.var.view,
      { action: '/note/' },
      html`${textField(c.var.view, form, { name: 'note', label: 'Note' })}<button>Go</button>`,
    ),
  )

const anyone = () =>
  new Hono<ForAnyone>()
    .get('/note/', (c) => c.html(notePage(c, emptyForm)))
    .post('/note/', (c) => {
      const form = readForm(c, noteForm)
      if (!form.success) return c.html(notePage(c, form), 422)
      return c.text(form.data.note)
    })
    .get('/boom/', () => {
      throw new Error('asha@example.com typed 123456')
    })

const noteRoute = createRoute({
  method: 'post',
  path: '/api/v1/note',
  request: { body: { required: true, content: { 'application/json': { schema: noteForm } } } },
  responses: { 200: { description: 'Kept', content: { 'application/json': { schema: noteForm } } } },
})
const meRoute = createRoute({
  method: 'get',
  path: '/api/v1/self',
  responses: {
    200: { description: 'You', content: { 'application/json': { schema: z.object({ contact: z.string() }) } } },
  },
})

/** Who is signed in is told by plain cookies: `customer=yes`, `customer=unchosen`, `staff=ROLE`, token `good`. */
export const sampleFeature: Feature = {
  identify: () => ({
    customer(c) {
      const cookie = c.cookie('customer')
      const chosen = cookie === 'yes' ? customer : undefined
      return cookie
        ? { kind: 'customer', sessionId: 1, contact: 'asha@example.com', customer: chosen, provenAt: 0 }
        : undefined
    },
    staff(c) {
      const role = c.cookie('staff')
      return role ? { ...staff, role: role as Staff['role'] } : undefined
    },
    token: (bearer) =>
      bearer === 'good' ? { sessionId: 1, contact: 'asha@example.com', customers: [customer] } : undefined,
    speak: async () => {},
  }),
  routes: () => ({
    folder: 'sample',
    anyone: anyone(),
    customer: new Hono<ForCustomer>().get('/mine/', (c) => c.text(c.var.customer.name)),
    staff: new Hono<ForStaff>()
      .get('/admin/look/', requireRole('customers.read'), (c) => c.text('look'))
      .post('/admin/act/', requireRole('payments.record'), (c) => c.text('done')),
    program: createApi<ForProgram>().openapi(noteRoute, (c) => c.json(c.req.valid('json'), 200)),
    token: createApi<ForToken>().openapi(meRoute, (c) => c.json({ contact: c.var.token.contact }, 200)),
  }),
}
