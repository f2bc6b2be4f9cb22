// Who is in the room, one slot a person, in typed arrays. Takes frames; knows no pixels.

import { STRANGER } from '../core/frames.mjs'
import { mercatorX, mercatorY } from './mercator.mjs'

const MICRO = 1e-6
const FIRST_SLOTS = 1024

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
  #row = { index: 0, lat: 0, lon: 0, age: 0, state: 0, flags: 0 }

  constructor() {
    this.count = 0
    this.newest = 0
    this.columns = columns(FIRST_SLOTS)
  }

  /** A snapshot replaces everybody, a delta changes some. */
  apply(frame) {
    if (frame.snapshot) this.#clear()
    for (const [index, id] of frame.names) this.#name(index, id)
    for (const index of frame.gone) this.#remove(index)
    for (const index of frame.hidden) this.#hide(index)
    const { people } = frame
    for (let row = 0; row < people.count; row++) this.#put(people.read(row, this.#row), frame.at)
    this.newest = Math.max(this.newest, frame.newest)
  }

  /** Slot of the person with this id, or -1. */
  slotOf(id) {
    return this.#slots.get(this.#indexes.get(id)) ?? -1
  }

  /** Id of the person in a slot; null for one we may not name. */
  idOf(slot) {
    const index = this.columns.index[slot]
    return index >= STRANGER ? null : (this.#names.get(index) ?? null)
  }

  #clear() {
    this.count = 0
    this.newest = 0
    this.#slots.clear()
    this.#names.clear()
    this.#indexes.clear()
  }

  #name(index, id) {
    this.#names.set(index, id)
    this.#indexes.set(id, index)
  }

  #hide(index) {
    this.#remove(index)
    this.#indexes.delete(this.#names.get(index))
    this.#names.delete(index)
  }

  #put(row, at) {
    let slot = this.#slots.get(row.index)
    if (slot === undefined) {
      if (this.count === this.columns.index.length) this.#grow()
      slot = this.count++
      this.#slots.set(row.index, slot)
    }
    const all = this.columns
    all.index[slot] = row.index
    if (all.lat[slot] !== row.lat || all.lon[slot] !== row.lon) {
      all.lat[slot] = row.lat
      all.lon[slot] = row.lon
      all.x[slot] = mercatorX(row.lon * MICRO)
      all.y[slot] = mercatorY(row.lat * MICRO)
    }
    all.time[slot] = at - row.age
    all.state[slot] = row.state
    all.flags[slot] = row.flags
  }

  // The last slot moves into the hole, so that slots stay dense.
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
    for (const [name, column] of Object.entries(before)) this.columns[name].set(column)
  }
}
