import { generateKeyPairSync, randomBytes, sign } from 'node:crypto'

/** A key and its certificate, both PEM. */
export interface Certificate {
  key: string
  cert: string
}

/**
 * Signs a certificate for `localhost` and 127.0.0.1 with its own key, good until 2049: node:crypto reads X.509 but does not
 * write it, and a bare machine has no openssl. It is its own authority, so clients trust it by `ca`. The structure is that
 * of RFC 5280 §4.1, in DER.
 */
export function localhostCertificate(): Certificate {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const algorithm = sequence(oid('2a8648ce3d040302')) // ecdsa-with-SHA256
  const name = sequence(set(sequence(oid('550403'), utf8('localhost')))) // commonName
  const body = sequence(
    der(0xa0, integer(Buffer.of(2))), // version 3
    integer(Buffer.concat([Buffer.of(1), randomBytes(15)])), // serial number, positive
    algorithm,
    name,
    sequence(utcTime('200101000000Z'), utcTime('491231235959Z')),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, sequence(authority(), alternativeNames())),
  )
  const signature = sign('sha256', body, privateKey)
  const certificate = sequence(body, algorithm, bitString(signature))
  return { key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(), cert: pem(certificate) }
}

const authority = () =>
  sequence(oid('551d13'), der(0x01, Buffer.of(0xff)), octets(sequence(der(0x01, Buffer.of(0xff)))))

const alternativeNames = () =>
  sequence(oid('551d11'), octets(sequence(der(0x82, Buffer.from('localhost')), der(0x87, Buffer.of(127, 0, 0, 1)))))

/** One value: tag, length, content. */
function der(tag: number, ...content: readonly Buffer[]): Buffer {
  const bytes = Buffer.concat(content)
  const { length } = bytes
  if (length < 0x80) return Buffer.concat([Buffer.of(tag, length), bytes])
  return Buffer.concat([Buffer.of(tag, 0x82, length >> 8, length & 0xff), bytes]) // all that is signed here fits 16 bits
}

const sequence = (...content: readonly Buffer[]) => der(0x30, ...content)
const set = (...content: readonly Buffer[]) => der(0x31, ...content)
const integer = (bytes: Buffer) => der(0x02, bytes)
const oid = (hex: string) => der(0x06, Buffer.from(hex, 'hex'))
const utf8 = (text: string) => der(0x0c, Buffer.from(text))
const utcTime = (text: string) => der(0x17, Buffer.from(text))
const octets = (bytes: Buffer) => der(0x04, bytes)
const bitString = (bytes: Buffer) => der(0x03, Buffer.of(0), bytes)

function pem(bytes: Buffer): string {
  const lines = bytes.toString('base64').match(/.{1,64}/g) ?? []
  return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n')
}
