// The areas below by rank, as an ultra-wide wall lists them: those that need eyes first. The order is made anew now
// and then, and not while somebody is in it: a list that jumps cannot be read. Knows tiles only as boxes.
import { worst } from './tile_layout.mjs'

const EVERY_MS = 10_000

export class Ranking {
  #about = '' // the areas ranked
  #known = false
  #at = -Infinity
  /** @type {any[]} */
  #order = []

  /**
   * All `children`, ranked; `values`: code → counters, null while they are not known; `held`: somebody is in the list.
   * @param {any[]} children
   * @param {any} values
   * @param {boolean} held
   * @param {number} now
   */
  order(children, values, held, now) {
    const about = children.map(({ code }) => code).join()
    const known = values !== null
    const fresh = about !== this.#about || known !== this.#known
    if (!fresh && (held || now - this.#at < EVERY_MS)) return this.#order
    this.#about = about
    this.#known = known
    this.#at = now
    this.#order = worst(children, values ?? {}, children.length)
    return this.#order
  }
}

/**
 * Rows and columns of a list of `count` in a place of `most` rows, `side` columns: as many columns as it takes.
 * @param {number} count
 * @param {number} most
 * @param {number} side
 */
export function listed(count, most, side) {
  const columns = Math.min(side, Math.max(1, Math.ceil(count / most)))
  return { columns, rows: Math.max(1, Math.min(most, Math.ceil(count / columns))) }
}
