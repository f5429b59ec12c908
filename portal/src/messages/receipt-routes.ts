import type { Receipt, Received } from '@kerbside/courier'
import { readTwilioReceipt, readWebhookReceipt } from '@kerbside/courier'
import type { Context } from 'hono'
import { Hono } from 'hono'
import { Counter } from 'prom-client'
import { paths } from '../paths.ts'
import type { ForProvider } from '../web/identity.ts'
import type { Metrics } from '../web/metrics.ts'
import type { Parts } from '../web/parts.ts'
import { refuse } from '../web/refuse.ts'
import { decodeText } from '../web/text-rules.ts'

/** What a provider posted: a receipt, or why it is none. */
type News = Receipt | 'forged' | 'malformed' | 'ignored'

/**
 * What providers tell of messages that they have taken. Nothing but the signature says who asks. Repetitions and receipts out
 * of order change nothing, and a message that nobody knows is no trouble: there is nothing that a provider could do about it.
 */
export function receiptRoutes(parts: Parts): Hono<ForProvider> {
  const { config, clock, courier, metrics } = parts
  const count = receiptCounter(metrics)

  const answer = async (c: Context<ForProvider>, provider: Provider, news: News) => {
    const outcome = typeof news === 'string' ? news : await courier.receive(news)
    count(provider, outcome)
    if (outcome === 'forged') return refuse(c, 'forbidden')
    if (outcome === 'malformed') return refuse(c, 'invalid_input')
    return c.body(null, 204)
  }

  return new Hono<ForProvider>()
    .post(paths.hooks.twilio, async (c) => answer(c, 'twilio', await twilioNews(config, c)))
    .post(paths.hooks.webhook, async (c) => {
      const { webhookSecret: secret } = config
      const callback = { headers: signatureIn(c), body: c.var.raw, now: clock.now() }
      return answer(c, 'webhook', secret ? readWebhookReceipt(secret, callback) : 'forged')
    })
}

/** Without a token nobody can have signed anything. The address is the one that Twilio was given, whatever stands in front of us. */
async function twilioNews({ twilioAuthToken, publicUrl }: Parts['config'], c: Context<ForProvider>): Promise<News> {
  const body = decodeText(c.var.raw)
  if (!twilioAuthToken || body === undefined) return 'forged'
  const { search } = new URL(c.req.url)
  return readTwilioReceipt(twilioAuthToken, {
    signature: c.req.header('x-twilio-signature'),
    url: `${publicUrl.origin}${paths.hooks.twilio}${search}`,
    body,
  })
}

const signatureIn = (c: Context<ForProvider>) => ({
  'webhook-id': c.req.header('webhook-id'),
  'webhook-timestamp': c.req.header('webhook-timestamp'),
  'webhook-signature': c.req.header('webhook-signature'),
})

const providers = ['twilio', 'webhook'] as const
type Provider = (typeof providers)[number]
const outcomes = ['recorded', 'known', 'unknown', 'ignored', 'malformed', 'forged'] as const satisfies (
  | Received
  | News
)[]

function receiptCounter({ registry }: Metrics) {
  const receipts = new Counter({
    name: 'kerbside_receipts_total',
    help: 'What providers told of messages, by provider and by what came of it.',
    labelNames: ['provider', 'outcome'],
    registers: [registry],
  })
  for (const provider of providers) for (const outcome of outcomes) receipts.inc({ provider, outcome }, 0)
  return (provider: Provider, outcome: (typeof outcomes)[number]) => receipts.inc({ provider, outcome })
}
