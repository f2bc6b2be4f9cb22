// The server's time, by a measured offset to this machine's steady clock. Never trusts the machine's wall clock.

const SAMPLES = 9
const offsets = []
let offset = null

const steady = () => performance.now()

function median(values) {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[sorted.length >> 1]
}

/** One answer of the server: asked at `sent`, answered with `server` (epoch ms), received at `received` (steady ms). */
export function sample(sent, server, received) {
  offsets.push(server - (sent + received) / 2)
  if (offsets.length > SAMPLES) offsets.shift()
  offset = median(offsets)
}

/** A first guess until the first answer: what a frame says the time was when it left. */
export function hint(server, received = steady()) {
  offset ??= server - received
}

/** After a gap the old answers say nothing: the steady clock may have slept with the machine. */
export function forget() {
  offsets.length = 0
}

/** Server's epoch ms now. */
export function now() {
  return offset === null ? Date.now() : steady() + offset
}
