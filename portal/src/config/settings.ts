import {
  codeLength,
  currency,
  databaseAddress,
  emailBackend,
  mailAddress,
  phoneNumber,
  priceList,
  quietHours,
  region,
  secretKeys,
  sender,
  smsBackend,
  strangerLimit,
  timeZone,
  twilioSid,
} from './field-parsers.ts'
import type { Parser } from './parsers.ts'
import {
  amount,
  anyText,
  chance,
  limit,
  linesOfText,
  listOf,
  oneOf,
  share,
  siteAddress,
  truth,
  webAddress,
  wholeNumber,
} from './parsers.ts'

/** One row of the table of settings. */
export interface Setting<T> {
  readonly parse: Parser<T>
  /** The text that stands for an unset setting; without it an unset setting is `undefined`. */
  readonly fallback?: string
  /** What `docs/settings.md` says of the default. */
  readonly shownDefault: string
  readonly meaning: string
}

const given = <T>(parse: Parser<T>, fallback: string, meaning: string): Setting<T> => ({
  parse,
  fallback,
  shownDefault: `\`${fallback}\``,
  meaning,
})

const unset = <T>(parse: Parser<T>, shownDefault: string, meaning: string): Setting<T | undefined> => ({
  parse,
  shownDefault,
  meaning,
})

const untilPort = wholeNumber(1, 65_535)
const logLevel = oneOf('trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent')

/** Every setting, in the order of `docs/settings.md`. */
export const settings = {
  NODE_ENV: given(anyText, 'development', '`production` turns the checks for production on.'),
  PORT: given(wholeNumber(0, 65_535), '3000', 'Port that the server listens on; `0` takes a free one.'),
  HOST: given(anyText, '127.0.0.1', 'Address that the server listens on; `0.0.0.0` for all.'),
  PUBLIC_URL: unset(
    siteAddress,
    '`http://localhost:PORT`',
    'Address that people type: links, cookies, HTTPS and SMS follow it.',
  ),
  TRUST_PROXY: given(
    wholeNumber(0, 16),
    '0',
    'Number of trusted proxies in front, whose `X-Forwarded-For` names the client.',
  ),
  SECRET_KEY: unset(
    secretKeys,
    'made and kept in the data folder',
    'Keys of at least 32 characters, newest first; a must in production.',
  ),
  DATABASE_URL: given(databaseAddress, 'sqlite:data/kerbside.sqlite', '`sqlite:FILE` or `postgres://…`.'),
  LOG_LEVEL: unset(logLevel, '`info` in production, else `warn`', 'The least urgent log line that is written.'),
  METRICS_TOKEN: unset(anyText, 'none', 'Bearer token that opens `/metrics` to other machines.'),

  OPERATOR_NAME: given(anyText, 'Kerbside', 'Name of the operator, as pages and messages say it.'),
  OPERATOR_ADDRESS: unset(
    linesOfText,
    'none',
    'Its address on bills and receipts; `\\n` or a vertical bar begins a new line.',
  ),
  PAYMENT_INSTRUCTIONS: unset(
    linesOfText,
    'none',
    'How customers can pay, as bills and pages say it; several lines as above.',
  ),
  DEFAULT_REGION: given(region, 'US', 'Country of phone numbers written without a country code.'),
  DEFAULT_CURRENCY: given(currency, 'USD', 'Currency of customers and prices.'),
  TIME_ZONE: given(timeZone, 'UTC', "The operator's time zone, which decides what day it is."),

  EMAIL_BACKEND: given(
    listOf(emailBackend),
    'console',
    'Ways to send mail, in order: `console`, `file`, `smtp`, `webhook`.',
  ),
  EMAIL_HOST: unset(anyText, 'none', 'SMTP server.'),
  EMAIL_PORT: given(untilPort, '587', 'Its port; at 465 the connection begins with TLS.'),
  EMAIL_USE_TLS: unset(truth, '`True`, on this machine `False`', 'Insist on STARTTLS; `False` sends in the clear.'),
  EMAIL_HOST_USER: unset(anyText, 'no authentication', 'User name at the SMTP server.'),
  EMAIL_HOST_PASSWORD: unset(anyText, 'none', 'Password at the SMTP server.'),
  EMAIL_2_HOST: unset(anyText, 'none', 'A second SMTP server, tried when the first one fails.'),
  EMAIL_2_PORT: given(untilPort, '587', 'Its port.'),
  EMAIL_2_USE_TLS: unset(truth, '`True`, on this machine `False`', 'Insist on STARTTLS there.'),
  EMAIL_2_HOST_USER: unset(anyText, 'no authentication', 'User name there.'),
  EMAIL_2_HOST_PASSWORD: unset(anyText, 'none', 'Password there.'),
  EMAIL_CODE_IN_SUBJECT: given(truth, 'False', 'Put the code in the subject, where a locked screen may show it.'),
  DEFAULT_FROM_EMAIL: unset(
    sender,
    "`noreply@` and the site's host",
    'Sender of mail: an address, or `Name <address>`.',
  ),
  BOUNCE_ADDRESS: unset(
    mailAddress,
    'the address in `DEFAULT_FROM_EMAIL`',
    'Where mail servers send what they cannot deliver; `read-bounces` reads it.',
  ),

  SMS_BACKEND: unset(
    listOf(smsBackend),
    '`console`; in production phone sign-in is off',
    'Ways to send SMS: `console`, `file`, `twilio`, `webhook`.',
  ),
  TWILIO_ACCOUNT_SID: unset(twilioSid('AC'), 'none', 'Account at Twilio.'),
  TWILIO_AUTH_TOKEN: unset(anyText, 'none', "Its token, which also checks the signature of Twilio's receipts."),
  TWILIO_PHONE_NUMBER: unset(phoneNumber, 'none', 'Number that SMS come from.'),
  TWILIO_WHATSAPP_NUMBER: unset(phoneNumber, 'none', 'Number that WhatsApp messages come from; unset: no WhatsApp.'),
  TWILIO_MESSAGING_SERVICE_SID: unset(twilioSid('MG'), 'none', 'Messaging service to send by, in place of the number.'),
  TWILIO_CONTENT_SID: unset(twilioSid('HX'), 'none', 'Approved WhatsApp template for codes.'),
  TWILIO_REDACT: given(
    truth,
    'False',
    'Ask Twilio to keep neither text nor whole number; the account needs Message Redaction.',
  ),
  TWILIO_API_URL: unset(webAddress, "Twilio's own", 'Where the API answers, for a test server.'),
  WEBHOOK_URL: unset(webAddress, 'none', 'Where the `webhook` backend posts messages.'),
  WEBHOOK_SECRET: unset(anyText, 'none', 'Key that signs those posts.'),
  MESSAGE_FILE: unset(anyText, '`messages.jsonl` in the data folder', 'Where the `file` backend appends messages.'),
  QUIET_HOURS: unset(
    quietHours,
    'none',
    'When messages that can wait do wait, in the time of `TIME_ZONE`: `21:00-07:00`. Never codes, nor news of sign-ins.',
  ),
  MESSAGE_TEMPLATES: unset(anyText, 'none', 'Folder of your own message texts, which go before ours; read at start.'),

  OTP_LENGTH: given(codeLength, '6', 'Least digits of a code, 6 to 16; 12 counts as 13, since a pass has 12.'),
  OTP_EXPIRY_MINUTES: given(wholeNumber(1, 10), '5', 'Minutes that a code lives; twice that when resent, 10 at most.'),
  OTP_MAX_ATTEMPTS: given(wholeNumber(1, 10), '5', 'Guesses that a sign-in has.'),
  OTP_RESEND: given(oneOf('new', 'same'), 'new', '`same` resends the code as it was, for slow mail.'),
  OTP_RESEND_COOLDOWN_SECONDS: given(
    wholeNumber(1, 600),
    '30',
    'Wait before the first resend; twice and four times that before the next.',
  ),
  OTP_TAKEOVER_BOUND: given(chance, '0.0001', 'Greatest chance that a contact is taken over in any 365 days.'),
  OTP_TAKEOVER_BOUND_ALL: given(chance, '0.01', 'Most takeovers to be expected in a year, all contacts together.'),
  OTP_LIMIT_STRANGER_EMAIL: given(strangerLimit, '8/day', 'Codes that strangers may have sent to one e-mail address.'),
  OTP_LIMIT_STRANGER_SMS: given(strangerLimit, '4/day', 'Codes that strangers may have sent to one phone number.'),
  OTP_LIMIT_DEVICE: given(limit, '48/day', 'Codes that one known device may ask for.'),
  OTP_LIMIT_ADDRESS: given(
    limit,
    '60/hour',
    "Strangers' requests for mail from one client address; ten times as many may wait for their code.",
  ),
  OTP_LIMIT_SMS: given(limit, '1000/day', "Strangers' codes by SMS or WhatsApp, all together."),
  OTP_LIMIT_SMS_COUNTRY: given(limit, '500/day', '… to the numbers of one country.'),
  OTP_LIMIT_SMS_ADDRESS: given(limit, '60/day', '… that are asked for from one client address.'),
  OTP_SMS_COUNTRIES: unset(listOf(region), '`DEFAULT_REGION`', 'Countries that codes may go to by SMS.'),
  OTP_SMS_DAILY_BUDGET: unset(
    amount,
    'none: counts alone bind',
    'What codes by SMS or WhatsApp may cost a day, in the currency of your provider; strangers get half of it.',
  ),
  OTP_SMS_PRICE: given(priceList, '0.10', 'What a message costs, and where it costs something else: `0.10,NP=0.17`.'),
  OTP_SMS_LEAST_USE: given(
    share,
    '0.1',
    "The share of strangers' codes by SMS or WhatsApp to a country that must be used, or it pauses; `0`: it never does.",
  ),
  OTP_SMS_JUDGED_FROM: given(wholeNumber(1, 5000), '250', '… judged from so many codes in six hours on.'),
  OTP_SMS_PAUSE_HOURS: given(wholeNumber(1, 24), '6', 'Hours of such a pause.'),
  OTP_LIMITS: given(
    oneOf('on', 'off'),
    'on',
    '`off` lifts lanes, purses, limits and cool-downs, for load tests; refused in production.',
  ),
} satisfies Record<string, Setting<unknown>>

export type SettingName = keyof typeof settings

/** The name of a setting in code: `OTP_EXPIRY_MINUTES` is `otpExpiryMinutes`. */
type CodeName<Name extends string> = Name extends `${infer First}_${infer Rest}`
  ? `${Lowercase<First>}${Capitalize<CodeName<Rest>>}`
  : Lowercase<Name>

/** The value of every setting, as its row of the table reads it. */
export type Settings = {
  readonly [Name in SettingName as CodeName<Name>]: (typeof settings)[Name] extends Setting<infer Value> ? Value : never
}
