import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { basename, posix } from 'node:path'
import { test } from 'node:test'
import { readDocument, root, rowsUnder, wordsOf } from './documents.ts'
import type { KnownNames } from './known-names.ts'
import { knownNames } from './known-names.ts'

/** Everything that the founding guide names, under the headings of our table. */
const named: Readonly<Record<string, readonly string[]>> = {
  Model: [
    'OTP',
    'Email/Phone based OTP storage',
    'Automatic expiration handling',
    'Verification attempt tracking',
    'email',
    'phone',
    'otp_code',
    'otp_type',
    'is_verified',
    'created_at',
    'expires_at',
    'attempts',
    'max_attempts',
  ],
  Functions: [
    'otp_utils.py',
    'core.otp_utils',
    'generate_otp',
    'create_otp',
    'send_otp_email',
    'send_otp_sms',
    'verify_otp',
    'cleanup_expired_otps',
  ],
  Views: ['views.py', 'request_otp', 'verify_otp_view', 'resend_otp', 'customer_logout'],
  Forms: ['forms.py', 'RequestOTPForm', 'VerifyOTPForm', 'OTPModelForm'],
  Templates: ['request_otp.html', 'verify_otp.html'],
  Installation: [
    'python manage.py makemigrations',
    'python manage.py migrate',
    'waste_billing/settings.py',
    'Development (Console Backend)',
    'Gmail',
    'Other SMTP Providers',
    'EMAIL_BACKEND',
    'django.core.mail.backends.console.EmailBackend',
    'django.core.mail.backends.smtp.EmailBackend',
    'EMAIL_HOST',
    'EMAIL_PORT',
    'EMAIL_USE_TLS',
    'EMAIL_HOST_USER',
    'EMAIL_HOST_PASSWORD',
    'DEFAULT_FROM_EMAIL',
    'pip install twilio',
    'TWILIO_ACCOUNT_SID',
    'TWILIO_AUTH_TOKEN',
    'TWILIO_PHONE_NUMBER',
  ],
  Use: [
    'Select email or phone',
    'Enter registered contact information',
    '"Request OTP"',
    '"Verify & Login"',
    '"Resend OTP"',
    'Logout',
    'customer dashboard',
    'expiry_minutes',
    "result['success']",
    "result['message']",
  ],
  Routes: ['/otp/request/', '/otp/verify/', '/otp/resend/', '/otp/logout/'],
  'Security features': ['OTP Expiration', 'Attempt Limiting', 'Unique Code', 'Session Based', 'CSRF Protection'],
  'Configuration options': ['OTP_EXPIRY_MINUTES', 'OTP_MAX_ATTEMPTS'],
  'Admin interface': ['core/admin.py', 'OTPAdmin', 'list_display', 'list_filter', 'search_fields', 'readonly_fields'],
  'Troubleshooting and support': [
    'Emails not sending in development',
    'Emails not sending in production',
    'SMS not sending',
    'OTP verification failing',
    'Check Django error logs',
    'Verify database migrations ran successfully',
    'Test email configuration separately',
    'Check customer exists in database',
  ],
  Cleanup: ['python manage.py cleanup_otps'],
  'Best practices': [
    'Use HTTPS in Production',
    'Secure Email/SMS',
    'Rate Limiting',
    'Monitoring',
    'Backup',
    'User Education',
  ],
  'Common modifications': [
    'Change OTP Length',
    'random.choices(string.digits, k=8)',
    'Custom OTP Message',
    'Add WhatsApp Support',
    'twilio-python',
  ],
}

const page = await readDocument('docs/integration-guide.md')
const rows = Object.keys(named).map((heading) => ({ heading, rows: rowsUnder(page, `### ${heading}`) }))

test('everything that the founding guide names has its row, and nothing else has', () => {
  for (const { heading, rows: inTable } of rows) {
    const left = inTable.map(([guide = '']) => guide.replaceAll('`', ''))
    assert.deepEqual(left, named[heading], heading)
  }
})

test('every row names a place that is there, and what is found in it', async (t) => {
  const names = await knownNames(t)
  const missing = rows.flatMap(({ rows: inTable }) =>
    inTable.flatMap(([guide, place = '']) => strayWords(place, names).map((word) => `${guide}: there is no ${word}`)),
  )
  assert.deepEqual(missing, [])
})

/** The words in backticks that are neither names nor stand in the files that the cell links. */
function strayWords(place: string, names: KnownNames): string[] {
  const links = Array.from(place.matchAll(/\]\(([^)#]+)/g), ([, to = '']) => posix.join('docs', to))
  const files = links.filter((file) => existsSync(root + file)) // links.test.ts names those that are not
  const words = wordsOf(place)
  if (words.length === 0 && files.length === 0 && place !== 'nothing to do') return ['place']
  const texts = files.map((file) => readFileSync(root + file, 'utf8'))
  const isFound = (word: string) =>
    names.has(word) ||
    files.some((file) => basename(file) === word) ||
    texts.some((text) => new RegExp(String.raw`(?<![\w-])${RegExp.escape(word)}(?![\w-])`).test(text))
  return words.filter((word) => !isFound(word))
}
