import type { EngineOptions, InSameCommit, OtpEngine, VerifyOptions } from './api.ts'
import { judgeTexts } from './budget/judge-texts.ts'
import { cleanup } from './cleanup/cleanup.ts'
import { proofStep } from './cleanup/proof.ts'
import { systemClock } from './clock.ts'
import { keyRing } from './codes/keys.ts'
import { parseToken } from './codes/tokens.ts'
import { contactKey } from './contacts/contact-key.ts'
import { devicesStep, forgetAllStep, forgetStep } from './devices/list.ts'
import { rememberStep } from './devices/remember.ts'
import { denyStep, refuseStrangersStep } from './flows/denial.ts'
import { draws } from './flows/drawing.ts'
import { endAllStep, endStep } from './flows/end.ts'
import { eraseStep } from './flows/erase.ts'
import { readGuess, readGuessOfCaller } from './flows/guess.ts'
import { recentStep } from './flows/recent.ts'
import { refuse } from './flows/refusal.ts'
import { requestStep } from './flows/request.ts'
import { resendStep } from './flows/resend.ts'
import { revealStep } from './flows/reveal.ts'
import { standingStep } from './flows/standing.ts'
import { verifyStep } from './flows/verify.ts'
import { stateOf, viewOf } from './flows/view.ts'
import { readWish } from './flows/wish.ts'
import { installedParts } from './installation.ts'
import type { StepParts } from './parts.ts'
import { readPolicy } from './policy.ts'
import type { VerifyResult } from './results.ts'
import { readFlow } from './statements/flow.ts'
import { judgeStatement } from './statements/judge.ts'
import { readPauses } from './statements/pause.ts'
import type { Step } from './store.ts'
import { take } from './store.ts'

/**
 * Makes an engine on a store and a courier.
 * @throws RangeError when a key is too short or the policy would break a promise, with a sentence that says which
 * @example
 * const otp = createOtpEngine({ store, courier, keys: [secret] })
 * const { flow } = await otp.request({ channel: 'email', contact: 'ana@example.com' })
 * const result = await otp.verify({ flow, code: '123 456' })
 */
export function createOtpEngine(options: EngineOptions): OtpEngine {
  const { store, courier, clock = systemClock } = options
  const keys = keyRing(options.keys)
  const policy = readPolicy(options.policy ?? {}, store.dialect)
  const { newId, drawing } = draws()
  const ready = installedParts({
    store,
    courier,
    keys,
    policy,
    clock,
    judge: judgeStatement(keys),
    newId,
    emit: options.onEvent ?? (() => undefined),
  })

  /** Runs one step in one transaction. */
  const write = async <T>(step: (parts: StepParts) => Step<T>): Promise<T> => {
    const parts = await ready()
    return store.write((trx) => take(step({ ...parts, trx, now: clock.now() })))
  }

  return {
    async request(asked) {
      const wish = readWish(policy, asked)
      if (!wish.success) return wish
      const opened = await drawing(() => write((parts) => requestStep(parts, wish)))
      if ('retryAt' in opened) return { success: false, reason: 'rate_limited', retryAt: opened.retryAt }
      return { success: true, flow: opened.token, ...viewOf(opened.row) }
    },

    async resend(asked) {
      const token = parseToken(asked.flow)
      return token ? write((parts) => resendStep(parts, token, asked)) : { success: false, reason: 'unknown_flow' }
    },

    async verify<T>(asked: VerifyOptions, extra?: InSameCommit<T>): Promise<VerifyResult<T>> {
      const guess = 'flow' in asked ? readGuess(asked) : await take(readGuessOfCaller(await ready(), asked))
      if (!guess) return refuse('unknown_flow', undefined)
      return drawing(() => write((parts) => verifyStep(parts, guess, extra)))
    },

    async reveal(reference) {
      return take(revealStep(await ready(), reference))
    },

    async look(flow) {
      const token = parseToken(flow)
      const row = token && (await take(readFlow(store, token)))
      return row && stateOf(row, clock.now())
    },

    async end(flow) {
      const token = parseToken(flow)
      if (token) await write((parts) => endStep(parts, token))
    },

    deny: (token, beside) => write((parts) => denyStep(parts, token, beside)),

    refuseStrangers: (contact, beside) =>
      write((parts) => refuseStrangersStep(parts, contactKey(parts.installation, contact), beside)),

    endAll: (contact, beside) =>
      write((parts) => endAllStep(parts, contactKey(parts.installation, contact.canonical), beside)),

    remember(trx, verified, label) {
      const parts = ready()
      if (parts instanceof Promise) throw new TypeError('A device is remembered in the commit of its verification.')
      return take(rememberStep({ ...parts, trx, now: clock.now() }, verified, label))
    },

    async devices(contact) {
      return take(devicesStep(await ready(), contact))
    },

    forget: (contact, device, beside) => write((parts) => forgetStep(parts, contact, device, beside)),

    forgetAll: (trx, contact) => take(forgetAllStep(trx, policy.shards, contact)),

    async cleanup(asked, beside) {
      return cleanup(await ready(), asked, beside)
    },

    async recent(contact) {
      return take(recentStep(await ready(), contact))
    },

    async standing(contact) {
      return take(standingStep(await ready(), contact))
    },

    erase: (contact, beside) => write((parts) => eraseStep(parts, contactKey(parts.installation, contact), beside)),

    async judgeTexts(beside) {
      return judgeTexts(await ready(), beside)
    },

    async pausedTexts() {
      const pauses = await take(readPauses({ store }))
      return pauses.filter(({ until }) => until > clock.now())
    },

    async proof() {
      return take(proofStep(await ready()))
    },

    async contactKey(canonical) {
      return contactKey((await ready()).installation, canonical)
    },
  }
}
