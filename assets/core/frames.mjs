// Bytes of a live frame → typed arrays, as laid out in docs/protocol.md. Knows neither socket nor page.
// Whatever the bytes are, the answer is a whole frame or an error.

import {
  FRAME_FLAGS,
  FRAME_HEADER,
  FRAME_KINDS,
  FRAME_LIMITS,
  FRAME_SECTIONS,
  FRAME_VERSION,
  NEVER,
} from './contract.mjs'
import { Numbers, within } from './varints.mjs'

const SIZE_BYTES = 4 // at most, of a section's size
const text = new TextDecoder('utf-8', { fatal: true })

const EMPTY = new Uint32Array(0)
/** @type {any} columns without a row */
const NOBODY = { count: 0, index: EMPTY, lat: EMPTY, lon: EMPTY, age: EMPTY, state: EMPTY, flags: EMPTY }
/** @type {any} */
const NOWHERE = { count: 0, position: EMPTY, open: EMPTY, covered: EMPTY }

// Places: each the one before plus a difference, in whole rows; differences alone where `whole` is false.
/**
 * @param {Numbers} numbers
 * @param {number} count
 * @param {[number, number]} limits
 * @param {boolean} whole
 */
function places(numbers, count, [lowest, highest], whole) {
  const furthest = highest - lowest
  const found = new Int32Array(count)
  let value = 0
  for (let row = 0; row < count; row++) {
    const step = numbers.signed()
    value = whole ? within(value + step, lowest, highest) : within(step, -furthest, furthest)
    found[row] = value
  }
  return found
}

/**
 * @param {Numbers} numbers
 * @param {number} count
 * @param {number} youngest
 */
function ages(numbers, count, youngest) {
  const [lowest, highest] = FRAME_LIMITS.age
  const found = new Int32Array(count)
  for (let row = 0; row < count; row++) found[row] = within(youngest + numbers.next(), lowest, highest)
  return found
}

/**
 * @param {Numbers} numbers
 * @param {number} count
 */
function looksOf(numbers, count) {
  const state = numbers.column(count, Uint8Array, ...FRAME_LIMITS.state)
  return { state, flags: numbers.column(count, Uint8Array, ...FRAME_LIMITS.flags) }
}

// One row a person: everything, or how far they moved and how old that is.
/**
 * @param {Numbers} numbers
 * @param {boolean} whole
 */
function rows(numbers, whole) {
  const count = numbers.count(whole ? 6 : 4)
  const youngest = numbers.signed()
  const index = numbers.rising(count)
  const lat = places(numbers, count, FRAME_LIMITS.lat, whole)
  const lon = places(numbers, count, FRAME_LIMITS.lon, whole)
  const age = ages(numbers, count, youngest)
  return { count, index, lat, lon, age, ...(whole ? looksOf(numbers, count) : {}) }
}

/** @param {Numbers} numbers */
function looks(numbers) {
  const count = numbers.count(3)
  return { count, index: numbers.rising(count), ...looksOf(numbers, count) }
}

/** @param {Numbers} numbers */
function grids(numbers) {
  const count = numbers.count(3)
  const position = numbers.rising(count)
  const open = numbers.column(count, Uint16Array, ...FRAME_LIMITS.open)
  return { count, position, open, covered: numbers.column(count, Uint8Array, ...FRAME_LIMITS.covered) }
}

/** @param {Numbers} numbers */
const indexes = (numbers) => numbers.rising(numbers.count(1))

/** @param {Numbers} numbers */
function json(numbers) {
  const { bytes, at, end } = numbers
  numbers.at = end
  return JSON.parse(text.decode(bytes.subarray(at, end)))
}

/** @param {Numbers} numbers */
function names(numbers) {
  const pairs = json(numbers)
  /** @param {any} pair */
  const fits = (pair) =>
    Array.isArray(pair) && pair.length === 2 && Number.isInteger(pair[0]) && typeof pair[1] === 'string'
  if (!Array.isArray(pairs) || !pairs.every(fits)) throw new Error('pairs of an index and an id wanted')
  return pairs
}

/** @param {Numbers} numbers */
function state(numbers) {
  const told = json(numbers)
  if (told === null || typeof told !== 'object' || Array.isArray(told)) throw new Error('an object wanted')
  return told
}

/** @type {Record<keyof typeof FRAME_SECTIONS, (numbers: Numbers) => any>} */
const READERS = {
  people: (numbers) => rows(numbers, true),
  names,
  gone: indexes,
  hidden: indexes,
  grids,
  state,
  moved: (numbers) => rows(numbers, false),
  looks,
}
/** @type {Record<number, [name: string, read: (numbers: Numbers) => any]>} */
const SECTIONS = Object.fromEntries(
  Object.entries(FRAME_SECTIONS).map(([name, type]) => [
    type,
    [name, READERS[/** @type {keyof typeof READERS} */ (name)]],
  ]),
)

/**
 * @param {DataView} view
 * @returns {Frame}
 */
function header(view) {
  /** @param {number} offset */
  const tenths = (offset) =>
    view.getUint16(offset, true) === NEVER ? null : view.getUint16(offset, true) * 100
  const flags = view.getUint8(FRAME_HEADER.flags)
  return {
    snapshot: view.getUint8(FRAME_HEADER.kind) === FRAME_KINDS.snapshot,
    epoch: view.getUint32(FRAME_HEADER.epoch, true),
    room: view.getUint32(FRAME_HEADER.room, true),
    sequence: view.getUint32(FRAME_HEADER.sequence, true),
    at: view.getFloat64(FRAME_HEADER.at, true),
    newest: view.getFloat64(FRAME_HEADER.newest, true),
    redisAge: tenths(FRAME_HEADER.redis_age),
    gatewayAge: tenths(FRAME_HEADER.gateway_age),
    heartbeat: (flags & FRAME_FLAGS.beats) !== 0,
    catchingUp: (flags & FRAME_FLAGS.catching_up) !== 0,
    trouble: (flags & FRAME_FLAGS.red) !== 0 ? 'red' : (flags & FRAME_FLAGS.amber) !== 0 ? 'amber' : null,
    people: NOBODY,
    moved: NOBODY,
    looks: NOBODY,
    names: [],
    gone: EMPTY,
    hidden: EMPTY,
    grids: NOWHERE,
    state: null,
  }
}

/**
 * @param {number} type
 * @param {Numbers} numbers
 */
function read(type, numbers) {
  const [name, reader] = SECTIONS[type]
  try {
    const found = reader(numbers)
    numbers.done()
    return { [name]: found }
  } catch (error) {
    throw new Error(`frame: section ${name}: ${/** @type {Error} */ (error).message}`, { cause: error })
  }
}

/** @param {DataView} view */
function check(view) {
  const size = view.byteLength
  const { bytes } = FRAME_HEADER
  if (size < bytes) throw new Error(`frame: ${bytes} bytes wanted, got ${size}`)
  const [version, kind] = [view.getUint8(FRAME_HEADER.version), view.getUint8(FRAME_HEADER.kind)]
  if (version !== FRAME_VERSION) throw new Error(`frame: version ${FRAME_VERSION} wanted, got ${version}`)
  const { delta, snapshot } = FRAME_KINDS
  if (kind !== delta && kind !== snapshot)
    throw new Error(`frame: kind ${delta} or ${snapshot} wanted, got ${kind}`)
}

// The body of the section at `at`, as numbers.
/**
 * @param {Uint8Array} bytes
 * @param {number} at
 */
function bodyAt(bytes, at) {
  const size = new Numbers(bytes, at + 1, Math.min(at + 1 + SIZE_BYTES, bytes.length))
  try {
    const length = within(size.next(), 0, bytes.length - size.at)
    return new Numbers(bytes, size.at, size.at + length)
  } catch (error) {
    throw new Error(`frame: cut short at byte ${at} of ${bytes.length}`, { cause: error })
  }
}

/**
 * `data`: ArrayBuffer or a view of one. An unknown section is skipped: a newer server may add some.
 * @param {ArrayBuffer | ArrayBufferView} data
 */
export function decode(data) {
  const bytes = ArrayBuffer.isView(data)
    ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
    : new Uint8Array(data)
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  check(view)
  const frame = header(view)
  const seen = new Set()
  let at = FRAME_HEADER.bytes
  for (let left = view.getUint8(FRAME_HEADER.sections); left > 0; left--) {
    const [type, body] = [bytes[at], bodyAt(bytes, at)]
    if (seen.has(type)) throw new Error(`frame: section ${type} once wanted, got it twice`)
    seen.add(type)
    at = body.end
    if (SECTIONS[type]) Object.assign(frame, read(type, body))
  }
  if (at !== bytes.length) throw new Error(`frame: ${at} bytes wanted by its sections, got ${bytes.length}`)
  if (frame.snapshot && (frame.moved.count || frame.looks.count))
    throw new Error('frame: a snapshot that rests on nothing wanted')
  return frame
}
