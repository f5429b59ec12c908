import type { EngineOptions, OtpEngine, RequestOptions, VerifyOptions } from './api.ts'
import { cleanup } from './cleanup.ts'
import { systemClock } from './clock.ts'
import type { Channel, Contact } from './contacts/contact.ts'
import { readContact } from './contacts/contact.ts'
import { idMaker } from './ids.ts'
import { keyRing } from './keys.ts'
import type { EngineParts } from './parts.ts'
import { hashContact } from './parts.ts'
import type { Policy } from './policy.ts'
import { readExpiry, readPolicy } from './policy.ts'
import { randomBelow, randomBytes } from './random.ts'
import type { RequestWish } from './request.ts'
import { callerFlow, hashCaller, requestStep } from './request.ts'
import { renewByLane } from './resend.ts'
import type { NotVerified, ResendResult, Verified, VerifyResult } from './results.ts'
import { revealOrder } from './reveal.ts'
import {
  asFlow,
  END_FLOW,
  END_FLOWS,
  INSERT_SALT,
  judgeStatement,
  lockFlow,
  READ_FLOW,
  READ_SALT,
} from './statements.ts'
import type { Reply, Step, Store, Trx } from './store.ts'
import { answer, send, take } from './store.ts'
import type { OtpRow } from './tables.ts'
import type { ParsedToken } from './tokens.ts'
import { parseToken } from './tokens.ts'
import { renewByPass } from './use-pass.ts'
import { refuse, verifyStep } from './verify.ts'
import { stateOf, viewOf } from './view.ts'

const PURPOSE = 'sign-in'
const SHORTEST_CALLER = 16
// Ids of two processes may meet in one millisecond; another draw settles it.
const DRAWS = 4

/**
 * Makes an engine on a store and a courier.
 * @throws RangeError when a key is too short or the policy would break a promise, with a sentence that says which
 * @example
 * const otp = createOtpEngine({ store, courier, keys: [secret] })
 * const { flow } = await otp.request({ channel: 'email', contact: 'ana@example.com' })
 * const result = await otp.verify({ flow, code: '123 456' })
 */
export function createOtpEngine(options: EngineOptions): OtpEngine {
  const { store } = options
  const keys = keyRing(options.keys)
  const policy = readPolicy(options.policy)
  const judge = judgeStatement(keys)
  const clock = options.clock ?? systemClock
  const emit = options.onEvent ?? (() => undefined)
  const base = { store, courier: options.courier, keys, policy, clock, emit, newId: idMaker(randomBelow(32)) }
  let parts: EngineParts | undefined
  const load = async (): Promise<EngineParts> => {
    parts = { ...base, salt: await installationSalt(store) }
    return parts
  }
  // The salt is read once; afterwards no request waits for it.
  const ready = (): Reply<EngineParts> => parts ?? load()

  return {
    async request(asked) {
      const read =
        typeof asked.contact === 'string'
          ? readContact(asked.channel, asked.contact, policy.defaultRegion)
          : asWas(asked.contact)
      if (!read.success) return read
      const wish = readWish(policy, asked, read.contact)
      const p = await ready()
      const { row, token } = await drawing(() => store.write((trx) => take(requestStep(p, trx, wish, clock.now()))))
      return { success: true, flow: token, ...viewOf(row) }
    },

    async resend({ flow, channel, pass }) {
      const p = await ready()
      const token = parseToken(flow)
      if (!token) return { success: false, reason: 'unknown_flow' }
      return store.write((trx) => take(resendStep(p, trx, flow, token, channel, pass)))
    },

    async verify<T>(asked: VerifyOptions, extra?: Extra<T>): Promise<VerifyResult<T>> {
      const p = await ready()
      const purpose = asked.purpose ?? PURPOSE
      const flow = 'flow' in asked ? parseToken(asked.flow) : await flowByContact(p, asked, purpose)
      if (!flow) return refuse('unknown_flow', undefined)
      return store.write((trx) => take(verifyAndCommit(p, trx, judge, flow, asked.code, purpose, extra)))
    },

    async reveal(reference) {
      return revealOrder(await ready(), reference)
    },

    async look(flow) {
      const token = parseToken(flow)
      const row = token && asFlow(await store.get(READ_FLOW, [token.id, token.secretHash]))
      return row && stateOf(row, clock.now())
    },

    async end(flow) {
      const token = parseToken(flow)
      if (token) await store.write((trx) => take(endStep(trx, token)))
    },

    async endAll(contact) {
      const p = await ready()
      return store.write((trx) => trx.run(END_FLOWS, [hashContact(p.salt, contact.canonical)]))
    },

    async cleanup(asked) {
      return cleanup(await ready(), asked)
    },

    async contactKey(canonical) {
      return hashContact((await ready()).salt, canonical)
    },
  }
}

interface Extra<T> {
  inSameCommit: (trx: Trx, verified: Verified) => Reply<T>
}

const asWas = (contact: Contact): { success: true; contact: Contact } => ({ success: true, contact })

async function installationSalt(store: Store): Promise<Uint8Array> {
  await store.write((trx) => trx.run(INSERT_SALT, [randomBytes(32)]))
  const row = await store.get(READ_SALT)
  if (row?.salt instanceof Uint8Array) return row.salt
  throw new Error("The engine's tables are missing: run its migrations first.")
}

function readWish(policy: Policy, asked: RequestOptions, contact: Contact): RequestWish {
  if (contact.otpType !== (asked.channel === 'email' ? 'email' : 'phone')) {
    throw new TypeError(`A code for ${contact.otpType} does not travel by ${asked.channel}.`)
  }
  return {
    channel: asked.channel,
    contact,
    recipient: asked.recipient === undefined ? contact.canonical : asked.recipient,
    name: asked.name ?? null,
    locale: asked.locale ?? 'en',
    purpose: asked.purpose ?? PURPOSE,
    current: asked.current === undefined ? undefined : parseToken(asked.current),
    currentToken: asked.current,
    device: asked.recognisedBy === undefined ? undefined : parseToken(asked.recognisedBy),
    caller: asked.caller === undefined ? undefined : readCaller(asked.caller),
    client: asked.client,
    expiryMs: readExpiry(policy, asked.expiryMinutes),
    minLength: asked.minLength ?? policy.length,
  }
}

function readCaller(caller: string): string {
  if (caller.length >= SHORTEST_CALLER) return caller
  throw new RangeError(
    `The caller is a string of at least ${SHORTEST_CALLER} characters that is held for this browser alone.`,
  )
}

async function drawing<T>(attempt: () => Promise<T>): Promise<T> {
  for (let draw = 1; ; draw += 1) {
    try {
      return await attempt()
    } catch (error) {
      if (draw === DRAWS || !isTakenId(error)) throw error
    }
  }
}

// PostgreSQL's code for a taken key, and the reason that @kerbside/sqlite gives.
const isTakenId = (error: unknown): boolean =>
  error instanceof Error &&
  (('code' in error && error.code === '23505') || ('reason' in error && error.reason === 'primary_key'))

function* resendStep(
  p: EngineParts,
  trx: Trx,
  flow: string,
  token: ParsedToken,
  channel: Channel | undefined,
  pass: string | undefined,
): Step<ResendResult> {
  const row = yield* lockFlow(trx, token.id, token.secretHash)
  if (!row) return { success: false, reason: 'unknown_flow' }
  const by = channelFor(row, channel)
  const now = p.clock.now()
  const renewed =
    pass === undefined ? yield* renewByLane(p, trx, row, by, now) : yield* renewByPass(p, trx, row, pass, by, now)
  return renewed.success ? { success: true, flow, ...viewOf(renewed.row) } : renewed
}

/** A code for an e-mail address stays mail; SMS and WhatsApp reach the same number. */
const channelFor = (row: OtpRow, wished: Channel | undefined): Channel =>
  wished === undefined || (wished === 'email') !== (row.channel === 'email') ? row.channel : wished

async function flowByContact(
  p: EngineParts,
  asked: Extract<VerifyOptions, { caller: string }>,
  purpose: string,
): Promise<ParsedToken | undefined> {
  const channel = asked.otpType === 'email' ? 'email' : 'sms'
  const read =
    typeof asked.contact === 'string'
      ? readContact(channel, asked.contact, p.policy.defaultRegion)
      : asWas(asked.contact)
  if (!read.success) return undefined
  const row = await callerFlow(p, hashContact(p.salt, read.contact.canonical), hashCaller(asked.caller), purpose)
  return row && { id: row.id, secretHash: row.secret_hash }
}

function* verifyAndCommit<T>(
  p: EngineParts,
  trx: Trx,
  judge: string,
  flow: ParsedToken,
  code: string,
  purpose: string,
  extra: Extra<T> | undefined,
): Step<VerifyResult<T>> {
  const judged: Verified | NotVerified = yield* verifyStep(p, trx, judge, flow, code, purpose, p.clock.now())
  if (!judged.success) return judged
  const committed = extra && (yield* answer(extra.inSameCommit(trx, judged)))
  return { ...judged, committed }
}

function* endStep(trx: Trx, token: ParsedToken): Step<void> {
  const row = yield* lockFlow(trx, token.id, token.secretHash)
  if (row) send(trx, END_FLOW, [row.id])
}
