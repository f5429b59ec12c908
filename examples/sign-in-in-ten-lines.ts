import { createInterface } from 'node:readline/promises'
import type { OtpEngine } from '@kerbside/otp'
import { createOtpEngine, migrate, sendingCourier } from '@kerbside/otp'
import { openSqlite } from '@kerbside/sqlite'

const person = createInterface({ input: process.stdin, output: process.stdout })
const print = async ({ to, text }: { to: string; text: string }) => console.log(`\nTo ${to}\n\n${text}\n`)

const store = openSqlite('sign-in.db')
await migrate(store)
const courier = sendingCourier(print, () => otp, 'Example', console.error)
const otp: OtpEngine = createOtpEngine({ store, courier, keys: ['32 or more characters of your settings'] })

const asked = await otp.request({ channel: 'email', contact: await person.question('Your e-mail address: ') })
if (!asked.success) throw new Error(asked.reason)
const result = await otp.verify({ flow: asked.flow, code: await person.question('The code: ') })
console.log(result.success ? `${result.contact} is signed in.` : result.message)
person.close()
store.close()
