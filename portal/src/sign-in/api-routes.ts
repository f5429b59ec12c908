/** The sign-in of programs, as `/api/openapi.json` describes it. */
import { createRoute, z } from '@hono/zod-openapi'
import { paths } from '../paths.ts'
import { json, problem, security } from '../web/api-answers.ts'

const body = <Schema extends z.ZodType>(schema: Schema) => ({
  body: { required: true, content: { 'application/json': { schema } } },
})

const instant = z.int().describe('Epoch milliseconds')
const channel = z.enum(['email', 'sms', 'whatsapp'])

const flowBody = z
  .object({
    flow: z.string().describe('Known to the requester alone; give it back to verify and resend'),
    held: z.boolean().describe('No message went: the contact had many. A pass opens the flow at once'),
    mark: z.string().nullable().describe('Two characters that the message carries too'),
    expiresAt: instant.nullable(),
    resendAt: instant.nullable(),
    codeLength: z.int().nullable(),
    sentTo: z.string(),
  })
  .openapi('Flow')

const requestBody = z
  .object({
    otpType: z.enum(['email', 'phone']),
    email: z.string().max(400).optional(),
    phone: z.string().max(60).optional(),
    channel: channel.optional(),
    device: z.string().max(64).optional().describe('The device token of an earlier sign-in'),
  })
  .openapi('CodeRequest')

const verifyBody = z.object({ flow: z.string().max(64), otpCode: z.string().max(64) }).openapi('CodeCheck')
const resendBody = z
  .object({ flow: z.string().max(64), channel: channel.optional(), pass: z.string().max(64).optional() })
  .openapi('CodeResend')

const signedInBody = z
  .object({
    token: z.string().describe('For the Authorization header: Bearer'),
    expiresAt: instant,
    device: z.string().describe('Keep it, and show it in later requests: they go by a lane of their own'),
    customers: z.array(z.object({ number: z.string(), name: z.string() })),
  })
  .openapi('SignedIn')

const tags = ['sign-in']
export const requestRoute = createRoute({
  method: 'post',
  path: paths.api.request,
  tags,
  request: body(requestBody),
  responses: {
    202: json('A code is on its way, if the contact may sign in.', flowBody),
    422: problem('A field is wrong.'),
    429: problem('Far too many requests of this client address are held already.'),
  },
})
export const verifyRoute = createRoute({
  method: 'post',
  path: paths.api.verify,
  tags,
  request: body(verifyBody),
  responses: {
    200: json('Signed in.', signedInBody),
    401: problem('The code was not accepted.'),
    422: problem('The code is malformed.'),
  },
})
export const resendRoute = createRoute({
  method: 'post',
  path: paths.api.resend,
  tags,
  request: body(resendBody),
  responses: {
    202: json('A new code is on its way.', flowBody),
    401: problem('The pass was not accepted.'),
    404: problem('There is no such flow.'),
    422: problem('A field is wrong.'),
    429: problem('Too early, or too often.'),
  },
})
export const logoutRoute = createRoute({
  method: 'post',
  path: paths.api.logout,
  tags,
  security,
  responses: { 204: { description: 'Signed out.' }, 401: problem('No valid token.') },
})
export const meRoute = createRoute({
  method: 'get',
  path: paths.api.me,
  tags,
  security,
  responses: {
    200: json(
      'Who is signed in.',
      z.object({ contact: z.string(), customers: signedInBody.shape.customers }).openapi('Me'),
    ),
    401: problem('No valid token.'),
  },
})
