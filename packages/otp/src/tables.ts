/** Where a flow stands. `settled` is a flag beside it. */
export type FlowStateName = 'open' | 'held' | 'used' | 'ended'

/** Whose lane and purse a flow uses: strangers', a known device's, or that of somebody who read a pass. */
export type Lane = 'stranger' | 'device' | 'pass'

/** A row of `otp`: one sign-in attempt (flow) with its present code (challenge). */
export interface OtpRow {
  id: number
  secret_hash: Uint8Array
  /** Salted hash of the canonical contact. */
  contact: Uint8Array
  email: string | null
  phone: string | null
  otp_type: 'email' | 'phone'
  is_verified: number
  created_at: number
  /** The code's end; null while held. */
  expires_at: number | null
  attempts: number
  max_attempts: number
  previous_otp: number | null
  purpose: string
  channel: 'email' | 'sms' | 'whatsapp'
  locale: string
  /** Where the mail goes, as the record has it; the typed contact for a decoy. */
  recipient: string
  name: string | null
  /** 1 for a contact that may not sign in: nothing is sent, and no code fits. */
  decoy: number
  /** 1 while the owner refuses strangers: a decoy, too, but one that the owner's pass makes real. */
  refused: number
  mark: string | null
  lane: Lane
  state: FlowStateName
  seed: Uint8Array | null
  key_id: number | null
  code_mac: Uint8Array | null
  /** Fingerprint of the code before this one, so that typing it is not counted. */
  code_mac_before: Uint8Array | null
  code_length: number | null
  min_length: number
  expiry_ms: number
  resends: number
  /** When the next resend may come; for a held flow, when its lane frees. */
  resend_at: number | null
  pass_tries: number
  /** The pass that the flow's newest message carries, by the instant at which it was made. */
  pass_made_at: number | null
  /** Microseconds, in the purse of the contact. */
  stake: number
  guess_cost: number
  /** Microseconds, in the shard of the purse over all contacts. */
  g_stake: number
  g_guess_cost: number
  /** The flow's end. */
  ends_at: number
  settled: number
  device_id: number | null
  caller_hash: Uint8Array | null
}

/** A row of `contact_budget`: the lane, both purses and the pass of one contact. */
export interface ContactBudgetRow {
  contact: Uint8Array
  lane_tat: number
  s_clear: number
  s_staked: number
  k_clear: number
  k_staked: number
  pass_made_at: number | null
  pass_before: number | null
  pass_until: number
  pass_uses: number
  /** Until then requests of strangers are decoys. */
  refuse_until: number
  newest_otp: number | null
}

/** A row of `global_budget`: one shard of the purse over all contacts. */
export interface GlobalBudgetRow {
  shard: number
  clear: number
  staked: number
  /** Unsettled flows that have a stake in it. */
  live: number
}

/** A row of `device`: a browser that has signed in as this contact before. */
export interface DeviceRow {
  id: number
  secret_hash: Uint8Array
  contact: Uint8Array
  lane_tat: number
  label: string | null
  created_at: number
  last_used_at: number
  expires_at: number
}

/** A row of `paid_pause`: the newest pause of strangers' text messages to one country. */
export interface PaidPauseRow {
  country: string
  channel: 'sms' | 'whatsapp'
  sent: number
  used: number
  paused_at: number
  paused_until: number
}

/** The engine's tables, for a program that reads them with Kysely. */
export interface OtpTables {
  otp: OtpRow
  contact_budget: ContactBudgetRow
  global_budget: GlobalBudgetRow
  device: DeviceRow
  rate_limit: { subject: string; tat: number }
  paid_limit: { subject: string; tat: number }
  paid_pause: PaidPauseRow
  otp_installation: { id: number; salt: Uint8Array; shards: number }
}
