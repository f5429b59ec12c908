import type { TextsPause } from '@kerbside/otp'
import type { Html, View } from '../ui/index.ts'
import { html, notice } from '../ui/index.ts'

/** A warning for each country to which strangers' text messages pause, with what staff can do about it. */
export const pauseNotices = (view: View, pauses: readonly TextsPause[]): Html =>
  html`${pauses.map(({ country, channel, sent, used, until }) =>
    notice(view, {
      tone: 'warning',
      title: view.t('admin.pause.title', {
        country: view.formats.country(country),
        time: view.formats.dateTime(until),
      }),
      body: html`<p>${view.t('admin.pause.why', { channel, sent, used })}</p><p>${view.t('admin.pause.what')}</p>`,
    }),
  )}`
