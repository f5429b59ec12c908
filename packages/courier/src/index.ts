/**
 * Messages that arrive: an outbox in your database, a worker that empties it, and senders.
 *
 * `createCourier` is the place to begin; `migrations` makes its table.
 */

export type { Clock } from './clock.ts'
export { systemClock } from './clock.ts'
export type { ConsoleSenderOptions } from './console-sender.ts'
export { consoleSender } from './console-sender.ts'
export type { Courier, CourierOptions } from './courier.ts'
export { createCourier } from './courier.ts'
export type { CourierEvent, MessageName, OnEvent, Trouble } from './events.ts'
export { courierEventNames } from './events.ts'
export type { FileSenderOptions } from './file-sender.ts'
export { fileSender } from './file-sender.ts'
export { firstIdAt } from './ids.ts'
export { messageIdOf } from './mail.ts'
export type { Kept, Mailbox } from './mailbox.ts'
export { createMailbox } from './mailbox.ts'
export type { MailboxAddress } from './mailbox-address.ts'
export { parseMailboxAddress } from './mailbox-address.ts'
export type { Channel, Job, Kind, Message, Priority, Rendered } from './message.ts'
export { channels, priorities } from './message.ts'
export type { Migration } from './migrations.ts'
export { migrate, migrations } from './migrations.ts'
export type { Accepted, Envelope, Sender, SendFault } from './sender.ts'
export { SendError } from './sender.ts'
export type { SmtpSenderOptions } from './smtp-sender.ts'
export { smtpSender } from './smtp-sender.ts'
export type { SmtpServer } from './smtp-session.ts'
export type { Listen, Reply, Row, Store, Trx, Value } from './store.ts'
export type { CourierTables, OutboxState, OutboxTable } from './tables.ts'
export { outboxStates } from './tables.ts'
