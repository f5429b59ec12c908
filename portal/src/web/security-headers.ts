/**
 * Headers of every answer. Pages bring no inline script or style, so the policy needs neither nonce nor exception.
 * @param publicUrl HSTS is sent over HTTPS alone: over HTTP browsers ignore it, and proxies may not
 */
export function securityHeaders(publicUrl: URL): readonly (readonly [name: string, value: string])[] {
  const isHttps = publicUrl.protocol === 'https:'
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "object-src 'none'",
    "frame-ancestors 'none'",
    ...(isHttps ? ['upgrade-insecure-requests'] : []),
  ]
  return [
    ['Content-Security-Policy', policy.join('; ')],
    ['X-Content-Type-Options', 'nosniff'],
    // Not `no-referrer`: browsers would then send `Origin: null` with our own forms.
    ['Referrer-Policy', 'same-origin'],
    ['Cross-Origin-Opener-Policy', 'same-origin'],
    ['Cross-Origin-Resource-Policy', 'same-origin'],
    ['X-Frame-Options', 'DENY'],
    ['Permissions-Policy', 'otp-credentials=(self), camera=(), geolocation=(), microphone=(), payment=(), usb=()'],
    ...(isHttps ? [['Strict-Transport-Security', `max-age=${TWO_YEARS}`] as const] : []),
  ]
}

const TWO_YEARS = 2 * 365 * 24 * 60 * 60
