// The server's time, by a measured offset to this machine's steady clock. Whatever this machine's wall clock shows,
// and however it is put, no age and no time on the page comes from it.

import { page } from './page.mjs'

const SAMPLES = 9
const JUMP_MS = 1000
/** @type {number[]} */
const offsets = []

const steady = () => performance.now()

/** @returns {any} a PerformanceNavigationTiming; null outside a browser */
const navigation = () => globalThis.performance.getEntriesByType?.('navigation')[0] ?? null

// What the document said the time was when the server wrote it, until the server itself is asked.
const written = navigation()?.responseStart ?? 0
let offset = page.now - written

// The wall clock only tells that something happened: the steady one may stand still while the machine sleeps.
const apart = () => Date.now() - steady()
let known = apart()

/** @param {number[]} values */
function median(values) {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[sorted.length >> 1]
}

/**
 * One answer of the server: asked at `sent`, answered with `server` (epoch ms), received at `received` (steady ms).
 * @param {number} sent
 * @param {number} server
 * @param {number} received
 */
export function sample(sent, server, received) {
  offsets.push(server - (sent + received) / 2)
  if (offsets.length > SAMPLES) offsets.shift()
  offset = median(offsets)
}

/**
 * A first guess until the first answer: what the server says in passing.
 * @param {number} server
 */
export function hint(server, received = steady()) {
  if (!offsets.length) offset = server - received
}

/** After a gap the old answers say nothing. */
export function forget() {
  offsets.length = 0
}

/** Whether this machine slept, or its wall clock was put elsewhere, since this was last asked: then ask anew. */
export function disturbed() {
  const before = known
  known = apart()
  return Math.abs(known - before) > JUMP_MS
}

/** Server's epoch ms now. */
export const now = () => steady() + offset
