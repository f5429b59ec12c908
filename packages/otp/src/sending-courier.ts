import type { OtpEngine } from './api.ts'
import type { Courier, Order } from './courier.ts'
import type { RevealedCode } from './results.ts'

/** A message with the default English words. */
export interface PlainMessage {
  channel: Order['channel']
  to: string
  subject: string
  text: string
  /** Without groups; empty in a message so late that it goes for its pass alone. */
  code: string
}

/**
 * Turns any function that sends into a courier, for a program that has no outbox of its own. It sends after the commit, once,
 * without retry: @kerbside/courier does better.
 * @param send sends one message; its failure goes to `onError`
 * @param engine gives the engine, which is made after its courier
 * @param service the name that the message speaks for
 */
export function sendingCourier(
  send: (message: PlainMessage) => Promise<void>,
  engine: () => OtpEngine,
  service: string,
  onError: (error: unknown) => void,
): Courier {
  const deliver = async (order: Order): Promise<void> => {
    const revealed = await engine().reveal(order.reference)
    if (!revealed || order.silent) return
    const { code, pass } = revealed
    const lines =
      revealed.code === null
        ? [`The code for ${service} (message ${revealed.mark}) is over. Ask for a new one.`]
        : codeLines(service, revealed)
    if (pass)
      lines.push(`If the page says that it is waiting, type this pass there: ${inFours(pass)}. It signs nobody in.`)
    await send({
      channel: order.channel,
      to: order.address,
      subject: code === null ? `Your pass for ${service}` : `Your code for ${service}`,
      text: lines.join('\n'),
      code: code ?? '',
    })
  }
  return {
    enqueue(trx, order) {
      trx.afterCommit(() => {
        deliver(order).catch(onError)
      })
    },
  }
}

const codeLines = (service: string, { code, mark, minutesLeft }: RevealedCode): string[] => [
  `Your code for ${service} (message ${mark}):`,
  '',
  code.length > LONGEST_UNGROUPED ? inFours(code) : code,
  '',
  `It can be used for ${minutesLeft} ${minutesLeft === 1 ? 'minute' : 'minutes'}. Nobody from ${service} will ever ask you for it.`,
]

// Eight digits are still typed at one glance.
const LONGEST_UNGROUPED = 8

const inFours = (digits: string): string => digits.replace(/(.{4})(?=.)/g, '$1 ')
