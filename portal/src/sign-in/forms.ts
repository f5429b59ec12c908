import type { Channel } from '@kerbside/otp'
import { z } from 'zod'
import { rowId } from '../web/row-id.ts'

const typed = z.string().default('')

/** The guide's `RequestOTPForm`. Which of the two contacts counts is told by `otp_type`. */
export const requestForm = z.object({
  otp_type: z.enum(['email', 'phone'], 'sign-in.request.chooseWay'),
  email: typed,
  phone: typed,
  channel: z.enum(['email', 'sms', 'whatsapp'], 'sign-in.request.chooseChannel').or(z.literal('')).optional(),
})

/** The way that an address asks for: `?otp_type=phone`. */
export const wishedWay = z.enum(['email', 'phone'])

/** The guide's `VerifyOTPForm`. A pass typed here is one all the same. */
export const verifyForm = z.object({
  otp_code: typed,
  otp_pass: typed,
  /** Not a guess: the same page once more, with what was typed and the present state of the message. */
  look: z.literal('1').optional(),
})

export const resendForm = z.object({
  channel: z.enum(['sms', 'whatsapp'], 'sign-in.request.chooseChannel').or(z.literal('')).optional(),
  otp_pass: typed,
})

export const staffRequestForm = z.object({ email: typed })

export const chooseForm = z.object({ customer: rowId })

/** How a code travels: mail for an address, SMS for a number unless WhatsApp was chosen. */
export function channelOf(otpType: 'email' | 'phone', wished: Channel | '' | undefined): Channel {
  if (otpType === 'email') return 'email'
  return wished === 'whatsapp' ? 'whatsapp' : 'sms'
}
