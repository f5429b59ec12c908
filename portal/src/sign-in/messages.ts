import type { Job, Kind, Rendered } from '@kerbside/courier'
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
  return templates.render(codeWording, job, { code, mark, minutes, name, pass, link })
}
