/**
 * Stands in for curl on a machine that has none. It knows the options that our documents use and no others:
 * `-s`, `-X METHOD`, `-H 'Name: value'`, `-d BODY`, `-o FILE` and `-w '%{http_code}\n'`.
 */
import { parseArgs } from 'node:util'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    silent: { type: 'boolean', short: 's' },
    request: { type: 'string', short: 'X' },
    header: { type: 'string', short: 'H', multiple: true, default: [] },
    data: { type: 'string', short: 'd' },
    output: { type: 'string', short: 'o' },
    'write-out': { type: 'string', short: 'w' },
  },
})

const [url = ''] = positionals
const headers = values.header.map((line): [string, string] => {
  const colon = line.indexOf(':')
  return [line.slice(0, colon), line.slice(colon + 1).trim()]
})
const { data, request = data === undefined ? 'GET' : 'POST' } = values
const response = await fetch(url, { method: request, headers, ...(data === undefined ? {} : { body: data }) })
const body = await response.text()
if (values.output !== '/dev/null') process.stdout.write(body)
const writeOut = values['write-out'] ?? ''
process.stdout.write(writeOut.replaceAll('%{http_code}', String(response.status)).replaceAll('\\n', '\n'))
