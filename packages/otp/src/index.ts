export type { EngineOptions, FlowState, OtpEngine, RequestOptions, ResendOptions, VerifyOptions } from './api.ts'
export type { CleanupOptions, CleanupResult } from './cleanup.ts'
export { addressUnit } from './client-address.ts'
export type { Clock } from './clock.ts'
export { foldDigits } from './codes.ts'
export {
  type Channel,
  type Contact,
  type ContactFault,
  type ContactReading,
  canonicalOf,
  maskContact,
  type OtpType,
  readContact,
} from './contacts/contact.ts'
export { readEmail } from './contacts/email.ts'
export { readPhone, regionOf } from './contacts/phone.ts'
export type { Courier, Order } from './courier.ts'
export { OTP_KIND } from './courier.ts'
export { createOtpEngine } from './engine.ts'
export { readRate } from './gcra.ts'
export { firstIdAt, idMaker } from './ids.ts'
export { type Migration, migrate, migrations } from './migrations.ts'
export type { PolicyOptions } from './policy.ts'
export { postgresStore } from './postgres-store.ts'
export { randomBytes } from './random.ts'
export type {
  FlowView,
  NotVerified,
  OtpEvent,
  PassRefusal,
  Refused,
  Requested,
  RequestResult,
  ResendRefusal,
  ResendResult,
  Revealed,
  Verified,
  VerifyRefusal,
  VerifyResult,
} from './results.ts'
export { type PlainMessage, sendingCourier } from './sending-courier.ts'
export type { Reply, Row, Store, Trx, Value } from './store.ts'
export type {
  ContactBudgetRow,
  DeviceRow,
  FlowState as FlowStateName,
  GlobalBudgetRow,
  OtpRow,
  OtpTables,
} from './tables.ts'
export { hashBytes, mintToken, parseToken } from './tokens.ts'
