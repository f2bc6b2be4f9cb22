// Who is on duty around a place, the nearest first: how they are and how far away, never who.
import { PRESENCE } from '../core/contract.mjs'
import { mercatorX, mercatorY, metresApart } from '../map/mercator.mjs'

const ON_DUTY = ['patrolling', 'handling', 'idle'].map((state) => PRESENCE.indexOf(state))
const FARTHEST_M = 3000 // who is farther away is not there soon
const MOST = 8

/** @typedef {{state: string, metres: number}} NearPerson */

/**
 * @param {{count: number, columns: {x: Float64Array, y: Float64Array, state: Uint8Array}}} people
 * @param {number} lat
 * @param {number} lon
 * @returns {NearPerson[]}
 */
export function nearPeople({ count, columns }, lat, lon) {
  const place = { x: mercatorX(lon), y: mercatorY(lat) }
  const found = []
  for (let slot = 0; slot < count; slot++) {
    if (!ON_DUTY.includes(columns.state[slot])) continue
    const metres = metresApart(columns.x[slot], columns.y[slot], place)
    if (metres <= FARTHEST_M) found.push({ state: PRESENCE[columns.state[slot]], metres })
  }
  return found.sort((one, other) => one.metres - other.metres).slice(0, MOST)
}

/**
 * The map's people, once there is a map.
 * @implements {MapExtra}
 */
export class NearPeople {
  /** @type {import('../map/people.mjs').People | null} */
  #people = null

  /** @param {Scene} scene */
  begin({ people }) {
    this.#people = people
  }

  paint() {}

  /**
   * @param {number} lat
   * @param {number} lon
   */
  around(lat, lon) {
    return this.#people ? nearPeople(this.#people, lat, lon) : []
  }
}
