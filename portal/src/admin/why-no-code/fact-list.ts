import { paths } from '../../paths.ts'
import type { Content, Description, View } from '../../ui/index.ts'
import { html, instant, tag } from '../../ui/index.ts'
import type { Facts } from './facts.ts'
import { maySignIn } from './facts.ts'

/** How the contact stands at this moment. */
export function factList(view: View, facts: Facts): Description[] {
  const { t } = view
  const { standing, devices, codesOff } = facts
  const until = (key: 'admin.why.fact.passUntil' | 'admin.why.fact.refusedUntil', at: number) =>
    view.rich(key, { time: instant(view, at) })
  const next = standing.strangersNextAt
  return [
    { term: t('admin.why.fact.whose'), value: whoseOf(view, facts) },
    {
      term: t('admin.why.fact.signIn'),
      value: maySignIn(facts) ? tag('success', t('admin.why.fact.may')) : tag('warning', t('admin.why.fact.mayNot')),
    },
    ...(codesOff ? [{ term: t('admin.why.fact.codes'), value: tag('warning', t('admin.why.fact.codesOff')) }] : []),
    ...bouncingOf(view, facts),
    {
      term: t('admin.why.fact.next'),
      value:
        next === null ? t('admin.why.fact.now') : view.rich('admin.why.fact.nextAt', { time: instant(view, next) }),
    },
    ...(standing.refusedUntil === null
      ? []
      : [{ term: t('admin.why.fact.strangers'), value: until('admin.why.fact.refusedUntil', standing.refusedUntil) }]),
    {
      term: t('admin.why.fact.pass'),
      value:
        standing.passUntil === null
          ? t('admin.why.fact.noPass')
          : until('admin.why.fact.passUntil', standing.passUntil),
    },
    { term: t('admin.why.fact.devices'), value: t('admin.why.fact.deviceCount', { count: devices }) },
  ]
}

function whoseOf({ t }: View, { owners, isStaff }: Facts): Content {
  if (owners.length === 0) return t(isStaff ? 'admin.why.fact.staff' : 'admin.why.fact.nobody')
  return owners.map(({ number, name, active }, index) => {
    const link = html`<a href="${paths.admin.customer(number)}"><bdi>${name}</bdi></a>`
    return html`${index > 0 ? ', ' : ''}${link}${active === 1 ? '' : html` ${tag('neutral', t('admin.why.fact.inactive'))}`}`
  })
}

function bouncingOf(view: View, { owners }: Facts): Description[] {
  const since = owners.map(({ bouncing_since }) => bouncing_since).find((at) => at !== null)
  if (since === undefined || since === null) return []
  return [
    {
      term: view.t('admin.why.fact.bouncing'),
      value: view.rich('admin.why.fact.bouncingSince', { time: instant(view, since) }),
    },
  ]
}
