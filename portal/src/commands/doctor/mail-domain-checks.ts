import { Resolver } from 'node:dns/promises'
import type { Config } from '../../config.ts'
import type { Check, Finding } from './check.ts'
import { note, ok } from './check.ts'
import { domainsUpFrom, isOneHouse } from './domains.ts'

/** Asks the name system for texts; a test answers itself. */
export interface TxtResolver {
  /** Rejects with the code `ENOTFOUND` when there is no such name, with `ENODATA` when it has no texts. */
  resolveTxt(name: string): Promise<string[][]>
}

// Node would wait for minutes for a name server that is not there.
export const systemResolver = (): TxtResolver => new Resolver({ timeout: 2_000, tries: 1 })

/**
 * What the name system says of the domain that mail comes from, as large mailbox providers ask for it. Nothing of it keeps the
 * portal from working: it decides whether mail ends up as spam.
 * @see https://support.google.com/a/answer/81126
 */
export function mailDomainChecks(config: Config, dns: TxtResolver): readonly Check[] {
  const { defaultFromEmail, bounceAddress, publicUrl, emailBackend } = config
  const domain = domainOf(defaultFromEmail.address)
  const leaves = emailBackend.some((backend) => backend === 'smtp' || backend === 'webhook')
  if (!leaves || !domain.includes('.')) return [] // a mail of `noreply@localhost` goes nowhere
  const bounces = bounceAddress === undefined ? domain : domainOf(bounceAddress)
  return [
    { name: `SPF of ${bounces}`, run: () => spf(dns, bounces) },
    { name: `DKIM of ${domain}`, run: () => dkim(dns, domain) },
    { name: `DMARC of ${domain}`, run: () => dmarc(dns, domain, bounces) },
    { name: 'sender and site', run: async () => fromAndSite(domain, publicUrl.hostname) },
  ]
}

const domainOf = (address: string): string => address.slice(address.lastIndexOf('@') + 1).toLowerCase()

/** RFC 7208: one record, or none counts. It is of the domain that bounces go to, since servers look there. */
async function spf(dns: TxtResolver, domain: string): Promise<Finding> {
  const found = await textsAt(dns, domain)
  if (found === 'no answer') return noAnswer
  const records = textsIn(found).filter((text) => /^v=spf1( |$)/i.test(text))
  const [record] = records
  if (record === undefined)
    return note('there is no record; publish one that names the servers of your mail (v=spf1 …)')
  if (records.length > 1) return note(`there are ${records.length} records, and so none counts; leave one`)
  if (/(^| )\+?all$/i.test(record))
    return note(`the record lets every machine send for you (${record}); end it with -all`)
  return ok(`${record}`)
}

/** A name that has nothing and nothing below it does not exist (RFC 8020); which selector is used only the mail server knows. */
async function dkim(dns: TxtResolver, domain: string): Promise<Finding> {
  const found = await textsAt(dns, `_domainkey.${domain}`)
  if (found === 'no answer') return noAnswer
  if (found === 'no such name')
    return note('no key is published; let your mail server sign, and publish the key that it shows')
  return ok(`keys are published; look for "dkim=pass" with d=${domain} in the head of a mail to yourself`)
}

/** RFC 7489 §6.6.3: the record of the domain, or of one above; without a list of registries, of the nearest that has one. */
async function dmarc(dns: TxtResolver, domain: string, bounces: string): Promise<Finding> {
  for (const place of domainsUpFrom(domain)) {
    const found = await textsAt(dns, `_dmarc.${place}`)
    if (found === 'no answer') return noAnswer
    const record = textsIn(found).find((text) => /^v=DMARC1\s*;/i.test(text))
    if (record !== undefined) return aligned(record, domain, bounces)
  }
  return note('there is no record; publish "v=DMARC1; p=none" at _dmarc, and sharpen it when your reports are clean')
}

function aligned(record: string, domain: string, bounces: string): Finding {
  const strict = /;\s*aspf\s*=\s*s/i.test(record)
  if (strict ? bounces === domain : isOneHouse(bounces, domain)) return ok(record)
  return note(`bounces go to ${bounces}, so SPF does not align with ${domain}: mail passes by DKIM alone (${record})`)
}

function fromAndSite(domain: string, host: string): Finding {
  if (isOneHouse(domain, host)) return ok(`mail comes from ${domain}, the site is ${host}`)
  return note(
    `mail comes from ${domain} and the site is ${host}: people take that for fraud, so send from the site's domain`,
  )
}

type Texts = readonly string[] | 'no such name' | 'no answer'

async function textsAt(dns: TxtResolver, name: string): Promise<Texts> {
  try {
    return (await dns.resolveTxt(name)).map((pieces) => pieces.join(''))
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    if (code === 'ENODATA') return []
    return code === 'ENOTFOUND' ? 'no such name' : 'no answer'
  }
}

const textsIn = (texts: Texts): readonly string[] => (typeof texts === 'string' ? [] : texts)

const noAnswer = note('the name server does not answer, so nothing is known of it')
