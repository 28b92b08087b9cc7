// The other end of NodeWorker: loads one module and calls what it exports. Messages come and go
// over a connection of their own, one JSON value a line, so that stdin, stdout and stderr are the
// module's alone.
import { connect } from 'node:net'
import { inspect } from 'node:util'

const { host, port, secret, module: address } = JSON.parse(process.env.JPM_BRIDGE)
delete process.env.JPM_BRIDGE

const socket = connect({ host, port, noDelay: true })
const running = new Map()
let exported = {}

socket.setEncoding('utf8')
socket.write(secret)
// Java has gone, or wants no more: there is nothing to stay for.
socket.on('error', () => process.exit())
socket.on('close', () => process.exit())

function send(message) {
  let text
  try {
    text = JSON.stringify(message)
  } catch (error) {
    text = JSON.stringify({ id: message.id, error: told(error) })
  }
  if (!socket.write(text + '\n')) {
    // Java does not keep up: no new calls until it has read these answers.
    socket.pause()
    socket.once('drain', () => socket.resume())
  }
}

/** What Java is told of something thrown, which need not be an error. */
function told(thrown, depth = 0) {
  if (!(thrown instanceof Error) && typeof thrown?.message !== 'string') {
    const message = typeof thrown === 'object' ? inspect(thrown) : String(thrown)
    return { name: typeof thrown, message }
  }
  const { name, message, code, stack, cause } = thrown
  return {
    name: String(name),
    message: String(message),
    code: code === undefined ? undefined : String(code),
    stack: stack === undefined ? undefined : String(stack),
    cause: cause === undefined || depth === 8 ? undefined : told(cause, depth + 1),
  }
}

function find(name) {
  for (const holder of [exported, exported.default]) {
    if (holder != null && Object.hasOwn(holder, name) && typeof holder[name] === 'function') {
      return { holder, work: holder[name] }
    }
  }
  const names = Object.keys({ ...exported.default, ...exported })
  throw new TypeError(`${address} exports no function ${name}; it exports ${names.join(', ') || 'nothing'}`)
}

async function call({ id, function: name, arguments: values }) {
  const controller = new AbortController()
  running.set(id, controller)
  try {
    const { holder, work } = find(name)
    const self = Object.create(holder, { signal: { value: controller.signal } })
    send({ id, value: await work.apply(self, values) })
  } catch (error) {
    send({ id, error: told(error) })
  } finally {
    running.delete(id)
  }
}

function receive(line) {
  const message = JSON.parse(line)
  if (message.cancel === undefined) {
    call(message)
  } else {
    running.get(message.cancel)?.abort()
  }
}

let parts = []
socket.on('data', (text) => {
  let from = 0
  for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', from)) {
    parts.push(text.slice(from, end))
    receive(parts.join(''))
    parts = []
    from = end + 1
  }
  parts.push(text.slice(from))
})

try {
  exported = await import(address)
  send({ id: 0 })
} catch (error) {
  send({ id: 0, error: told(error) })
}
