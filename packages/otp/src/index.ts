export type {
  Beside,
  EngineOptions,
  FlowState,
  InSameCommit,
  OtpEngine,
  RequestOptions,
  ResendOptions,
  VerifyOptions,
} from './api.ts'
export { readRate } from './budget/gcra.ts'
export type { CleanupOptions, CleanupResult } from './cleanup/cleanup.ts'
export type { Clock } from './clock.ts'
export { firstIdAt, idsOf } from './codes/ids.ts'
export { randomBytes } from './codes/random.ts'
export { hashBytes, mintToken, parseToken } from './codes/tokens.ts'
export { foldDigits } from './codes/typed-digits.ts'
export { addressUnit } from './contacts/client-address.ts'
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
export type { KnownDevice } from './devices/list.ts'
export { DEVICE_MS, type RememberedDevice } from './devices/remember.ts'
export { createOtpEngine } from './engine.ts'
export { REFUSAL_MS, type StrangersRefused } from './flows/denial.ts'
export type { Erased } from './flows/erase.ts'
export type { RecentRequest } from './flows/recent.ts'
export type { Standing } from './flows/standing.ts'
export { type Migration, migrate, migrations } from './migrations.ts'
export type { PolicyOptions } from './policy.ts'
export { type PoolLike, type PostgresStoreOptions, postgresStore } from './postgres-store.ts'
export type {
  FlowView,
  NotVerified,
  OtpEvent,
  PassRefusal,
  RateLimited,
  Refused,
  Requested,
  RequestResult,
  ResendRefusal,
  ResendResult,
  Revealed,
  RevealedCode,
  RevealedPass,
  Verified,
  VerifyRefusal,
  VerifyResult,
} from './results.ts'
export { otpEventNames } from './results.ts'
export { type PlainMessage, sendingCourier } from './sending-courier.ts'
export type { TextsPause } from './statements/pause.ts'
export { answer, type Reply, type Row, type Step, type Store, type Trx, take, type Value } from './store.ts'
export type {
  ContactBudgetRow,
  DeviceRow,
  FlowStateName,
  GlobalBudgetRow,
  OtpRow,
  OtpTables,
} from './tables.ts'
