import type { Settings } from './settings.ts'
import { isThisMachine } from './this-machine.ts'

/** What one setting asks of another, and what production must not have. Each fault is one line with its way out. */
export function faultsBetween(settings: Settings): readonly string[] {
  const faults = [...mailFaults(settings), ...smsFaults(settings), ...budgetFaults(settings)]
  return settings.nodeEnv === 'production' ? [...faults, ...productionFaults(settings)] : faults
}

function* mailFaults(settings: Settings): Iterable<string> {
  const { emailBackend, emailHost, email2Host } = settings
  if (emailBackend.includes('smtp') && !emailHost)
    yield 'EMAIL_HOST: name the SMTP server, since EMAIL_BACKEND is smtp.'
  if (email2Host && !emailBackend.includes('smtp')) yield 'EMAIL_2_HOST: has no effect unless EMAIL_BACKEND names smtp.'
  if (settings.emailHostUser && !settings.emailHostPassword)
    yield 'EMAIL_HOST_PASSWORD: is missing beside EMAIL_HOST_USER.'
  if (settings.email2HostUser && !settings.email2HostPassword) {
    yield 'EMAIL_2_HOST_PASSWORD: is missing beside EMAIL_2_HOST_USER.'
  }
  if (usesWebhook(settings) && !settings.webhookUrl)
    yield 'WEBHOOK_URL: say where messages are posted, since a backend is webhook.'
  if (usesWebhook(settings) && !settings.webhookSecret) yield 'WEBHOOK_SECRET: is missing beside WEBHOOK_URL.'
}

const usesWebhook = ({ emailBackend, smsBackend }: Settings) =>
  emailBackend.includes('webhook') || (smsBackend?.includes('webhook') ?? false)

function* smsFaults(settings: Settings): Iterable<string> {
  if (!settings.smsBackend?.includes('twilio')) return
  if (!settings.twilioAccountSid) yield 'TWILIO_ACCOUNT_SID: is missing, since SMS_BACKEND is twilio.'
  if (!settings.twilioAuthToken) yield 'TWILIO_AUTH_TOKEN: is missing, since SMS_BACKEND is twilio.'
  if (!settings.twilioPhoneNumber && !settings.twilioMessagingServiceSid) {
    yield 'TWILIO_PHONE_NUMBER: say which number SMS come from, or set TWILIO_MESSAGING_SERVICE_SID.'
  }
  if (settings.twilioWhatsappNumber && !settings.twilioContentSid) {
    yield 'TWILIO_CONTENT_SID: name the approved template for codes, since TWILIO_WHATSAPP_NUMBER is set.'
  }
}

// Standard Webhooks asks for keys of 24 bytes or more.
const LEAST_SECRET_CHARACTERS = 24

/** What signs webhooks: behind `whsec_` the bytes of Base64, of which nothing is left when it is none. */
const webhookKeyBytes = (secret: string): number =>
  secret.startsWith('whsec_') ? Buffer.from(secret.slice('whsec_'.length), 'base64').length : secret.length

/** True for an address that plain HTTP reaches over a network. */
const isOpenToOthers = (address: URL | undefined): boolean =>
  address?.protocol === 'http:' && !isThisMachine(address.hostname)

function* budgetFaults({ otpSmsDailyBudget, otpSmsPrice: { usual, prices } }: Settings): Iterable<string> {
  const dearest = Math.max(usual, ...Object.values(prices))
  // Strangers get half of it, and half of that at once.
  if (otpSmsDailyBudget !== undefined && otpSmsDailyBudget < 4 * dearest) {
    yield `OTP_SMS_DAILY_BUDGET: pays for less than four messages at ${dearest}, the highest of OTP_SMS_PRICE; raise it.`
  }
}

/** True for a key as it stands in documents and templates, ours among them, where a real one is to be put. */
const isPlaceholder = (key: string): boolean =>
  /put.the.output|openssl.rand|django.insecure|change.?(me|this)|(your|my|the|a.new|example).{0,12}(secret|key).{0,4}(here|of.32)|replace.(me|this)/i.test(
    key,
  )

function* productionFaults(settings: Settings): Iterable<string> {
  if (!settings.secretKey) yield 'SECRET_KEY: production needs one; `openssl rand -base64 48` prints a good one.'
  if (settings.secretKey?.some(isPlaceholder)) {
    yield 'SECRET_KEY: is an example that everybody can read; `openssl rand -base64 48` prints one of your own.'
  }
  if (settings.publicUrl?.protocol !== 'https:') {
    yield 'PUBLIC_URL: production needs the https:// address that people type; codes and cookies must not travel in the clear.'
  }
  for (const [name, backends] of [
    ['EMAIL_BACKEND', settings.emailBackend],
    ['SMS_BACKEND', settings.smsBackend ?? []],
  ] as const) {
    const local = backends.find((backend) => backend === 'console' || backend === 'file')
    if (local) yield `${name}: ${local} shows codes on this machine and sends nothing; set a backend that sends.`
  }
  if (usesWebhook(settings) && isOpenToOthers(settings.webhookUrl)) {
    yield 'WEBHOOK_URL: production needs https://, or a gateway on this machine; codes must not travel in the clear.'
  }
  if (usesWebhook(settings) && settings.webhookSecret) {
    if (webhookKeyBytes(settings.webhookSecret) < LEAST_SECRET_CHARACTERS)
      yield `WEBHOOK_SECRET: write at least ${LEAST_SECRET_CHARACTERS} characters, or whsec_ and as many bytes in Base64; \`openssl rand -base64 32\` prints a good one.`
    else if (isPlaceholder(settings.webhookSecret))
      yield 'WEBHOOK_SECRET: is an example that everybody can read; `openssl rand -base64 32` prints one of your own.'
  }
  if (settings.smsBackend?.includes('twilio') && isOpenToOthers(settings.twilioApiUrl)) {
    yield 'TWILIO_API_URL: production needs https://; token and codes must not travel in the clear.'
  }
  if (settings.otpLimits === 'off') yield 'OTP_LIMITS: off is for load tests; production keeps its limits.'
}
