// Bytes of a live frame → typed arrays, as laid out in docs/architecture.md. Knows neither socket nor page.

export const VERSION = 1
export const STATES = ['unseen', 'patrolling', 'handling', 'idle', 'offline', 'off_shift', 'unlisted']
export const FLAGS = { visiting: 1, sos: 2, home: 4, outside: 8 }
export const STRANGER = 0x80000000
export const HEADER_BYTES = 40
export const PERSON_BYTES = 20
const NEVER = 65535
const GRID_BYTES = 8
const text = new TextDecoder()

/** People of a frame, one row each; `read(row, into)` fills `into` so that a loop makes no objects. */
class PeopleRows {
  constructor(view, offset, length) {
    this.view = view
    this.offset = offset
    this.count = Math.floor(length / PERSON_BYTES)
  }

  read(row, into) {
    const { view } = this
    const at = this.offset + row * PERSON_BYTES
    into.index = view.getUint32(at, true)
    into.lat = view.getInt32(at + 4, true)
    into.lon = view.getInt32(at + 8, true)
    into.age = view.getInt32(at + 12, true)
    into.state = view.getUint8(at + 16)
    into.flags = view.getUint8(at + 17)
    return into
  }
}

class GridRows {
  constructor(view, offset, length) {
    this.view = view
    this.offset = offset
    this.count = Math.floor(length / GRID_BYTES)
  }

  read(row, into) {
    const at = this.offset + row * GRID_BYTES
    into.position = this.view.getUint32(at, true)
    into.open = this.view.getUint16(at + 4, true)
    into.covered = this.view.getUint8(at + 6) === 1
    return into
  }
}

function indexes(view, offset, length) {
  const found = new Uint32Array(length >> 2)
  for (let i = 0; i < found.length; i++) found[i] = view.getUint32(offset + 4 * i, true)
  return found
}

function json(view, offset, length) {
  return JSON.parse(text.decode(new Uint8Array(view.buffer, view.byteOffset + offset, length)))
}

const SECTIONS = {
  1: ['people', (view, offset, length) => new PeopleRows(view, offset, length)],
  2: ['names', json],
  3: ['gone', indexes],
  4: ['hidden', indexes],
  5: ['grids', (view, offset, length) => new GridRows(view, offset, length)],
  6: ['state', json],
}

function header(view) {
  const tenths = (offset) =>
    view.getUint16(offset, true) === NEVER ? null : view.getUint16(offset, true) * 100
  const flags = view.getUint16(36, true)
  return {
    snapshot: view.getUint8(1) === 1,
    epoch: view.getUint32(4, true),
    room: view.getUint32(8, true),
    sequence: view.getUint32(12, true),
    at: view.getFloat64(16, true),
    newest: view.getFloat64(24, true),
    redisAge: tenths(32),
    gatewayAge: tenths(34),
    heartbeat: (flags & 1) !== 0,
    catchingUp: (flags & 2) !== 0,
    trouble: (flags & 8) !== 0 ? 'red' : (flags & 4) !== 0 ? 'amber' : null,
    people: new PeopleRows(view, 0, 0),
    names: [],
    gone: new Uint32Array(0),
    hidden: new Uint32Array(0),
    grids: new GridRows(view, 0, 0),
    state: null,
  }
}

/** `bytes`: ArrayBuffer or a view of one. An unknown section is skipped: a newer server may add some. */
export function decode(bytes) {
  const view = ArrayBuffer.isView(bytes)
    ? new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    : new DataView(bytes)
  if (view.byteLength < HEADER_BYTES)
    throw new Error(`frame: ${HEADER_BYTES} bytes wanted, got ${view.byteLength}`)
  if (view.getUint8(0) !== VERSION)
    throw new Error(`frame: version ${VERSION} wanted, got ${view.getUint8(0)}`)
  const frame = header(view)
  let offset = HEADER_BYTES
  for (let left = view.getUint16(2, true); left > 0; left--) {
    const length = offset + 8 <= view.byteLength ? view.getUint32(offset + 4, true) : Infinity
    if (offset + 8 + length > view.byteLength)
      throw new Error(`frame: cut short at byte ${offset} of ${view.byteLength}`)
    const known = SECTIONS[view.getUint8(offset)]
    if (known) frame[known[0]] = known[1](view, offset + 8, length)
    offset += 8 + length + (-length & 3)
  }
  return frame
}
