// Who is in the room, one slot a person, in typed arrays. Takes frames; knows no pixels.

import { FRAME_LIMITS, STRANGER } from '../core/contract.mjs'
import { isNumber, numberOf, numbered } from '../core/person_number.mjs'
import { mercatorX, mercatorY } from './mercator.mjs'

const MICRO = 1e-6
const FIRST_SLOTS = 1024

/**
 * @param {number} value
 * @param {number} highest
 */
function fits(value, highest) {
  if (Math.abs(value) > highest) throw new Error(`people: at most ${highest} wanted, got ${value}`)
}

/** @param {number} size */
const columns = (size) => ({
  index: new Uint32Array(size),
  lat: new Int32Array(size),
  lon: new Int32Array(size),
  x: new Float64Array(size), // Mercator, 0…1
  y: new Float64Array(size),
  time: new Float64Array(size), // of the fix, epoch ms
  state: new Uint8Array(size),
  flags: new Uint8Array(size),
})

export class People {
  #slots = new Map() // index → slot
  #names = new Map() // index → id; kept after leaving: the name is told only once in a room
  #indexes = new Map() // id → index
  #epoch = 0 // in which indexes count
  #whole = true // all frames since the last snapshot fitted

  constructor() {
    this.count = 0
    this.newest = 0
    this.columns = columns(FIRST_SLOTS)
  }

  /**
   * A snapshot replaces everybody, a delta changes some. Throws, and changes nothing, when a frame does not fit
   * what is here; from then on only a snapshot is taken.
   * @param {Frame} frame
   */
  apply(frame) {
    if (frame.snapshot) this.#clear()
    this.#epoch = frame.epoch
    if (!this.#whole) return
    this.#check(frame)
    for (const [index, id] of frame.names) this.#name(index, id)
    for (const index of frame.gone) this.#remove(index)
    for (const index of frame.hidden) this.#hide(index)
    this.#put(frame.people, frame.at)
    this.#move(frame.moved, frame.at)
    this.#look(frame.looks)
    this.newest = Math.max(this.newest, frame.newest)
  }

  /**
   * Slot of the person with this id, or -1.
   * @param {string | null} id
   */
  slotOf(id) {
    if (!isNumber(id)) return this.#slots.get(this.#indexes.get(id)) ?? -1
    const { epoch, index } = numberOf(id)
    return epoch === this.#epoch ? (this.#slots.get(index) ?? -1) : -1
  }

  /**
   * Id of the person in a slot, or what stands for it where we are told none; null for one we may not know.
   * @param {number} slot
   */
  idOf(slot) {
    const index = this.columns.index[slot]
    return index >= STRANGER ? null : (this.#names.get(index) ?? numbered(this.#epoch, index))
  }

  #check(/** @type {Frame} */ { moved, looks }) {
    this.#whole = false
    const { lat, lon } = this.columns
    for (let row = 0; row < moved.count; row++) {
      const slot = this.#slotAt(moved.index[row])
      fits(lat[slot] + moved.lat[row], FRAME_LIMITS.lat[1])
      fits(lon[slot] + moved.lon[row], FRAME_LIMITS.lon[1])
    }
    for (let row = 0; row < looks.count; row++) this.#slotAt(looks.index[row])
    this.#whole = true
  }

  /** @param {number} index */
  #slotAt(index) {
    const slot = this.#slots.get(index)
    if (slot === undefined) throw new Error(`people: nobody here has the index ${index}`)
    return slot
  }

  #clear() {
    this.#whole = true
    this.count = 0
    this.newest = 0
    this.#slots.clear()
    this.#names.clear()
    this.#indexes.clear()
  }

  /**
   * @param {number} index
   * @param {string} id
   */
  #name(index, id) {
    this.#names.set(index, id)
    this.#indexes.set(id, index)
  }

  /** @param {number} index */
  #hide(index) {
    this.#remove(index)
    this.#indexes.delete(this.#names.get(index))
    this.#names.delete(index)
  }

  /**
   * @param {PeopleColumns} people
   * @param {number} at
   */
  #put(people, at) {
    for (let row = 0; row < people.count; row++) {
      const slot = this.#slotFor(people.index[row])
      const all = this.columns
      all.index[slot] = people.index[row]
      this.#place(slot, people.lat[row], people.lon[row])
      all.time[slot] = at - people.age[row]
      all.state[slot] = people.state[row]
      all.flags[slot] = people.flags[row]
    }
  }

  /**
   * @param {Frame['moved']} moved
   * @param {number} at
   */
  #move(moved, at) {
    const { lat, lon, time } = this.columns
    for (let row = 0; row < moved.count; row++) {
      const slot = this.#slots.get(moved.index[row])
      if (slot === undefined) continue // left with the same frame
      this.#place(slot, lat[slot] + moved.lat[row], lon[slot] + moved.lon[row])
      time[slot] = at - moved.age[row]
    }
  }

  /** @param {Frame['looks']} looks */
  #look(looks) {
    for (let row = 0; row < looks.count; row++) {
      const slot = this.#slots.get(looks.index[row])
      if (slot === undefined) continue
      this.columns.state[slot] = looks.state[row]
      this.columns.flags[slot] = looks.flags[row]
    }
  }

  /** @param {number} index */
  #slotFor(index) {
    let slot = this.#slots.get(index)
    if (slot === undefined) {
      if (this.count === this.columns.index.length) this.#grow()
      slot = this.count++
      this.#slots.set(index, slot)
    }
    return slot
  }

  /**
   * @param {number} slot
   * @param {number} lat
   * @param {number} lon
   */
  #place(slot, lat, lon) {
    const all = this.columns
    all.lat[slot] = lat
    all.lon[slot] = lon
    all.x[slot] = mercatorX(lon * MICRO)
    all.y[slot] = mercatorY(lat * MICRO)
  }

  // The last slot moves into the hole, so that slots stay dense.
  /** @param {number} index */
  #remove(index) {
    const slot = this.#slots.get(index)
    if (slot === undefined) return
    this.#slots.delete(index)
    const lastSlot = --this.count
    if (slot === lastSlot) return
    for (const column of Object.values(this.columns)) column[slot] = column[lastSlot]
    this.#slots.set(this.columns.index[slot], slot)
  }

  #grow() {
    const before = this.columns
    this.columns = columns(before.index.length * 2)
    const after = /** @type {Record<string, any>} */ (this.columns)
    for (const [name, column] of Object.entries(before)) after[name].set(column)
  }
}
