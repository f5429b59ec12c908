import type { StaffRole } from '../db/tables.ts'
import type { Locale } from '../locales/index.ts'
import type { View } from '../ui/index.ts'
import type { FormFields } from './form-body.ts'
import type { RequestEvent } from './request-event.ts'

/** The customer whose pages are shown. */
export interface Customer {
  readonly id: number
  readonly number: string
  readonly name: string
  readonly language: Locale
}

/** A browser or program that signed in with a contact. Without `customer` the person has yet to choose one of several. */
export interface CustomerSession {
  readonly kind: 'customer'
  readonly sessionId: number
  /** The canonical contact that was proven. */
  readonly contact: string
  readonly customer: Customer | undefined
  /** When the person last proved in this session who they are. */
  readonly provenAt: number
}

/**
 * How far one of the staff has come with the second step of signing in. `asked`: there is a passkey, which has to be
 * shown. `missing`: there is none, and the role may not do without. Until then nothing else is open.
 */
export type PasskeyState = 'none' | 'shown' | 'asked' | 'missing'

/** One of the staff, signed in. */
export interface Staff {
  readonly kind: 'staff'
  readonly sessionId: number
  readonly id: number
  readonly name: string
  readonly role: StaffRole
  readonly language: Locale
  /** The canonical address that signed in. */
  readonly contact: string
  readonly passkey: PasskeyState
  /** When the person last proved in this session who they are. */
  readonly provenAt: number
}

/** A program that showed its Bearer token, and the customers that it may ask about. */
export interface TokenSession {
  readonly sessionId: number
  readonly contact: string
  readonly customers: readonly Customer[]
}

/** What every handler finds in its context. */
export interface Visit {
  /** Names this request in the log and in `X-Request-Id`. */
  readonly requestId: string
  /** The client's address as TRUST_PROXY tells it. */
  readonly clientAddress: string
}

/** What the server tells of the connection; a test may leave it out. */
export interface Connection {
  readonly incoming?: { readonly socket: { readonly remoteAddress?: string | undefined } }
}

type For<Variables> = {
  Bindings: Connection
  Variables: { visit: Visit; view: View; event: RequestEvent | undefined } & Variables
}

/** What the layers before the handlers fill in, bit by bit. */
export type ForLayers = For<{
  form: FormFields
  body: unknown
  raw: Uint8Array
  session: CustomerSession | undefined
  customer: Customer
  staff: Staff | undefined
  token: TokenSession
}>
/** Pages that anybody may open. `session` is there for who is signed in all the same. */
export type ForAnyone = For<{ form: FormFields; session: CustomerSession | undefined; staff: Staff | undefined }>
/** Pages of a customer who is signed in and has chosen. */
export type ForCustomer = For<{ form: FormFields; session: CustomerSession; customer: Customer }>
/** Pages of staff. */
export type ForStaff = For<{ form: FormFields; staff: Staff }>
/** JSON that anybody may ask for. */
export type ForProgram = For<{ body: unknown }>
/** A provider that posts receipts: what it says is believed by the signature over these bytes, which the handler checks. */
export type ForProvider = For<{ raw: Uint8Array }>
/** JSON for whoever shows a Bearer token. */
export type ForToken = For<{ body: unknown; token: TokenSession }>

/** How a request shows who is behind it; `sign-in/` knows. Each answers at once when there is nothing to look up. */
export interface Identify {
  customer(c: Asked): MaybePromise<CustomerSession | undefined>
  staff(c: Asked): MaybePromise<Staff | undefined>
  token(bearer: string): MaybePromise<TokenSession | undefined>
  /** Keeps the language that a person who is signed in has chosen. */
  speak(person: CustomerSession | Staff, language: Locale): Promise<void>
}

/** The part of a request that says who is asking. */
export interface Asked {
  /** The value of a cookie, by its name without prefix. */
  cookie(name: string): string | undefined
}

type MaybePromise<T> = T | Promise<T>
