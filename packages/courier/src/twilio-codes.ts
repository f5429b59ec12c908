import type { SendErrorOptions, SendFault } from './sender.ts'

/** What a code of Twilio means for a message. */
export interface TwilioCode {
  /** `temporary` is tried again, `rejected` fails over, `undeliverable` gives up, `misconfigured` waits for somebody to mend it. */
  readonly fault: SendFault
  /** For staff. */
  readonly meaning: string
  /** Where it is not as the fault has it: a phone that is off says nothing of Twilio. */
  readonly about?: SendErrorOptions['about']
}

const of = (fault: SendFault, meaning: string, about?: TwilioCode['about']): TwilioCode =>
  about ? { fault, meaning, about } : { fault, meaning }

/**
 * Twilio's error codes that a message of ours can meet, in an answer or a receipt.
 *
 * - `undeliverable` only where the number itself is wrong: no other route would reach it
 * - `rejected` where this route or this sender is the trouble: another provider, or SMS in place of WhatsApp, may pass
 * - `temporary` where the same may work in a minute
 * - `misconfigured` where nothing passes until the operator has changed something at Twilio or here
 *
 * @see https://www.twilio.com/docs/api/errors
 */
export const twilioCodes: ReadonlyMap<number, TwilioCode> = new Map([
  // The account.
  [20003, of('misconfigured', 'account SID or token is wrong')],
  [20005, of('misconfigured', 'the account is not active')],
  [20008, of('misconfigured', 'test credentials cannot do this')],
  [20404, of('misconfigured', 'no such account or resource')],
  [20429, of('temporary', 'too many requests')],
  [20500, of('temporary', 'trouble inside Twilio')],
  [20503, of('temporary', 'Twilio is not available')],
  [30002, of('misconfigured', 'the account is suspended')],

  // Where it goes.
  [21211, of('undeliverable', 'no valid phone number')],
  [21265, of('undeliverable', 'a short code cannot be reached')],
  [21266, of('misconfigured', 'our own number as recipient', 'message')],
  [21408, of('rejected', 'the country is not enabled in the geographic permissions')],
  [21608, of('rejected', 'a trial account sends to verified numbers only')],
  [21610, of('rejected', 'the person has opted out of this sender by STOP')],
  [21612, of('rejected', 'no route from this sender to this number')],
  [21614, of('undeliverable', 'not a mobile number')],
  [21635, of('undeliverable', 'a landline')],

  // Who it comes from.
  [21212, of('misconfigured', 'the sender is no valid number')],
  [21603, of('misconfigured', 'no sender is named')],
  [21606, of('misconfigured', 'the sender is not a number of this account that can send')],
  [21609, of('misconfigured', 'the address for receipts is not valid: is PUBLIC_URL right?')],
  [21611, of('temporary', 'the queue of the sender is full')],
  [21659, of('misconfigured', 'the sender is not a number of Twilio')],
  [21660, of('misconfigured', 'the sender belongs to another account')],
  [21661, of('misconfigured', 'the sender cannot send SMS')],
  [21701, of('misconfigured', 'no such messaging service')],
  [21703, of('misconfigured', 'the messaging service has no number that can send')],
  [21704, of('misconfigured', 'the messaging service has no number')],
  [21705, of('misconfigured', 'no such messaging service')],
  [21910, of('misconfigured', 'sender and recipient are of two channels')],

  // What is said.
  [21602, of('rejected', 'no text')],
  [21617, of('rejected', 'the text is longer than 1600 characters')],
  [21655, of('misconfigured', 'no such content template')],
  [21656, of('rejected', 'the variables do not fit the content template')],
  [30029, of('misconfigured', 'the account cannot redact: request Message Redaction, or unset TWILIO_REDACT')],

  // What became of it on its way.
  [30001, of('temporary', 'a queue was full')],
  [30003, of('temporary', 'the phone is off or out of reach', 'message')],
  [30004, of('rejected', 'blocked by the phone or its network')],
  [30005, of('undeliverable', 'nobody has this number')],
  [30006, of('rejected', 'a landline, or a network that Twilio cannot reach')],
  [30007, of('rejected', 'taken for spam by Twilio or the network')],
  [30008, of('temporary', 'the network gave no reason', 'message')],
  [30010, of('rejected', 'dearer than allowed')],
  [30012, of('rejected', 'too little of its time is left')],
  [30022, of('temporary', 'more than the registered rate of the sender')],
  [30023, of('rejected', 'the daily share of the sender is used up')],
  [30032, of('misconfigured', 'the toll-free number is not verified')],
  [30034, of('misconfigured', 'the sender is not registered with the networks')],
  [30036, of('temporary', 'its time was over before it could leave', 'message')],
  [30410, of('temporary', 'the network did not answer', 'message')],
  [30450, of('rejected', 'blocked by the protection against SMS pumping')],

  // WhatsApp.
  [63001, of('misconfigured', 'the sender could not sign in to WhatsApp')],
  [63003, of('rejected', 'the person is not on WhatsApp')],
  [63005, of('rejected', 'WhatsApp did not take the content')],
  [63007, of('misconfigured', 'no WhatsApp sender has this number')],
  [63008, of('misconfigured', 'the WhatsApp sender is not set up')],
  [63010, of('temporary', 'trouble inside Twilio')],
  [63012, of('temporary', 'trouble inside WhatsApp')],
  [63013, of('rejected', 'against the rules of WhatsApp')],
  [63014, of('rejected', 'the person has blocked this sender')],
  [63015, of('rejected', 'the person has not joined the sandbox')],
  [63016, of('rejected', 'outside of the 24 hours in which WhatsApp takes more than templates')],
  [63018, of('temporary', 'more than the rate of the WhatsApp sender')],
  [63020, of('misconfigured', 'the invitation of Twilio to the WhatsApp account was not accepted')],
  [63021, of('rejected', 'WhatsApp did not take the content')],
  [63024, of('rejected', 'the person cannot be reached by WhatsApp')],
  [63027, of('misconfigured', 'the content template does not exist in its language')],
  [63028, of('misconfigured', 'the content template has other variables')],
  [63032, of('rejected', 'WhatsApp limits messages to this person')],
  [63033, of('rejected', 'WhatsApp blocks messages to this person')],
  [63038, of('rejected', 'the daily share of the account is used up')],
])
