// Counters of areas, also of those that are not shown: from what the page knows, and asked for every few seconds besides. The last
// answer holds while nobody answers. Knows no programme.
import { areaUrl, fetched } from '../core/api.mjs'
import { last } from '../core/store.mjs'

const EVERY_MS = 8000

/** @typedef {{counters: Counters, children: {code: string, counters: Counters}[]}} Numbers */

export class Measures {
  /** @type {Map<string, Numbers>} */
  #known = new Map()
  /** @type {Map<string, number>} */
  #asked = new Map() // steady ms
  #ask

  /** @param {(code: string) => Promise<Numbers>} ask */
  constructor(ask = (code) => fetched(`${areaUrl(code)}/live`, { cache: 'no-store' })) {
    this.#ask = ask
  }

  /**
   * null: nobody has told yet.
   * @param {string} area
   * @param {string} counter
   * @returns {number | null}
   */
  of(area, counter) {
    const told = last('state')
    if (told?.code === area) return told.state.counters[counter] ?? null
    this.#look(area)
    return this.#known.get(area)?.counters[counter] ?? null
  }

  /**
   * By code, of the areas below; null: nobody has told yet.
   * @param {string} area
   * @param {string} counter
   * @returns {Map<string, number> | null}
   */
  below(area, counter) {
    this.#look(area)
    const told = last('state')
    const tiles = told?.code === area ? Object.entries(told.state.tiles) : []
    if (tiles.some(([, tile]) => counter in tile))
      return new Map(tiles.map(([code, tile]) => [code, tile[counter] ?? 0]))
    const known = this.#known.get(area)
    return known ? new Map(known.children.map(({ code, counters }) => [code, counters[counter] ?? 0])) : null
  }

  /**
   * Only what is asked for again and again stays.
   * @param {Iterable<string>} areas
   */
  keep(areas) {
    const wanted = new Set(areas)
    for (const code of this.#known.keys()) if (!wanted.has(code)) this.#known.delete(code)
    for (const code of this.#asked.keys()) if (!wanted.has(code)) this.#asked.delete(code)
  }

  /** @param {string} area */
  #look(area) {
    const now = performance.now()
    if (now - (this.#asked.get(area) ?? -Infinity) < EVERY_MS) return
    this.#asked.set(area, now)
    this.#ask(area).then(
      (numbers) => this.#known.set(area, numbers),
      () => {},
    )
  }
}
