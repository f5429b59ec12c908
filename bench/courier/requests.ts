import { setTimeout } from 'node:timers/promises'
import type { Owner } from '../../e2e/running-portal.ts'
import { runPortal } from '../../e2e/running-portal.ts'

/** Milliseconds since a request began, one of each for every request. */
export interface Measured {
  /** The portal had answered. */
  readonly answered: readonly number[]
  /** The mail server had the whole mail, and took it. */
  readonly accepted: readonly number[]
}

export interface Requests {
  readonly count: number
  /** Not measured: they compile the code that runs. */
  readonly warmUp: number
  /** Between one request and the next. */
  readonly pauseMs: number
  /** Settings of the portal by their names, for another database for instance. */
  readonly settings: Readonly<Record<string, string>>
}

const CONTACT = 'customer@demo.example'

/** Asks a running portal for codes, one after another, and waits for each mail at a real server: STARTTLS and a sign-in. */
export async function measureRequests(owner: Owner, { count, warmUp, pauseMs, settings }: Requests): Promise<Measured> {
  let arrived = Promise.withResolvers<number>()
  const { origin } = await runPortal(
    owner,
    { OTP_LIMITS: 'off', LOG_LEVEL: 'warn', ...settings },
    {
      at(stage) {
        if (stage === 'mail') arrived.resolve(performance.now())
        return undefined
      },
    },
  )
  const answered: number[] = []
  const accepted: number[] = []
  for (let request = 0; request < warmUp + count; request++) {
    arrived = Promise.withResolvers()
    const began = performance.now()
    await ask(origin)
    const answeredAt = performance.now()
    const acceptedAt = await arrived.promise
    if (request >= warmUp) {
      answered.push(answeredAt - began)
      accepted.push(acceptedAt - began)
    }
    await setTimeout(pauseMs)
  }
  return { answered, accepted }
}

async function ask(origin: string): Promise<void> {
  const response = await fetch(`${origin}/api/v1/otp/request`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ otpType: 'email', email: CONTACT }),
  })
  if (response.status !== 202) throw new Error(`The portal answered ${response.status}: ${await response.text()}`)
  await response.arrayBuffer()
}
