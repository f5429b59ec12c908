import type { Job, Kind, Rendered, Template } from '@kerbside/courier'
import type { Revealed } from '@kerbside/otp'
import { paths } from '../paths.ts'
import type { Templates } from '../templates/index.ts'
import { inGroups } from '../templates/index.ts'
import type { Parts } from '../web/parts.ts'
import { codeWording } from './code-wording.ts'
import { lateWording } from './late-message.ts'

/**
 * The messages that bring codes. The text is made at the moment of sending from what the engine reveals then, so that no
 * code rests anywhere.
 */
export function codeMessages(parts: () => Pick<Parts, 'otp' | 'templates'>): Kind {
  return {
    priority: 'urgent',
    async render(job) {
      const { otp, templates } = parts()
      const revealed = await otp.reveal(job.reference)
      return revealed && renderCode(templates, job, revealed)
    },
  }
}

/** One message in the words of its language and channel: a code, or the pass alone where the code is over. */
export function renderCode(templates: Templates, job: Pick<Job, 'channel' | 'locale'>, revealed: Revealed): Rendered {
  const { mark, name, denial } = revealed
  const link = denial === null ? null : `${templates.letterhead.origin}${paths.denial(denial)}`
  if (revealed.code === null) {
    return templates.render(lateWording, job, { mark, name, link, pass: inGroups(revealed.pass) })
  }
  const { code, minutesLeft: minutes } = revealed
  const pass = revealed.pass === null ? null : inGroups(revealed.pass)
  const rendered = templates.render(codeWording, job, { code, mark, minutes, name, pass, link })
  const template = job.channel === 'whatsapp' ? whatsappTemplate(code, pass) : undefined
  return { ...rendered, goodUntil: revealed.expiresAt, ...(template && { template }) }
}

// https://developers.facebook.com/docs/whatsapp/business-management-api/authentication-templates
const LONGEST_WHATSAPP_CODE = 15

/**
 * What fills WhatsApp's template for codes, whose words are fixed: it has place for a code and for nothing else. What does not
 * fit goes by SMS.
 */
const whatsappTemplate = (code: string, pass: string | null): Template | undefined =>
  pass === null && code.length <= LONGEST_WHATSAPP_CODE ? { variables: { 1: code } } : undefined
