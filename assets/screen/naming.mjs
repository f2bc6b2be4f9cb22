// How a thing that was put on a screen is called, in the page's language. What is not known yet has no name; it is looked for, and the
// next question finds it.
import { areaMap } from '../core/api.mjs'
import { pathName, placeName, titleOf } from '../core/names.mjs'
import { named, page, word } from '../core/page.mjs'
import { last } from '../core/store.mjs'
import { counterName } from './panels/ranking.mjs'

const KEPT = 100
const UNKNOWN = { name: '', path: '' }

export class Names {
  /** @type {Map<string, {name: string, path: string}>} */
  #areas = new Map()
  /** @type {Map<string, string>} */
  #cases = new Map()
  #camera

  /** @param {(id: string) => Camera | null} camera */
  constructor(camera) {
    this.#camera = camera
  }

  /** @param {string} code */
  area(code) {
    return this.#named(code).name
  }

  /** @param {string} code */
  #named(code) {
    const known = this.#areas.get(code)
    if (known !== undefined) return known
    keep(this.#areas, code, UNKNOWN)
    areaMap(code).then(
      (payload) => this.#areas.set(code, { name: named(payload), path: pathName(payload, page.scope) }),
      () => this.#areas.delete(code),
    )
    return UNKNOWN
  }

  /**
   * @param {ScreenContent} content
   * @param {Record<string, ScreenScene>} scenes
   */
  content({ kind, id, area }, scenes) {
    if (kind === 'case') return this.#case(id)
    if (kind === 'camera') {
      const row = this.#camera(id)
      return row ? named(row) : word('screen_kind_camera')
    }
    if (kind === 'counter') return `${this.area(area)} ${counterName(id)}`.trim()
    if (kind === 'scene') return scenes[id]?.name ?? word('screen_kind_scene')
    if (kind === 'place')
      return [word('screen_kind_place'), this.#named(area).path].filter(Boolean).join(' · ')
    return this.area(area)
  }

  /** @param {string} id */
  #case(id) {
    const record = last('state')?.state.cases.find((one) => one.id === id)
    if (record) keep(this.#cases, id, `${titleOf(record)} · ${placeName(record)}`)
    return this.#cases.get(id) ?? word('screen_kind_case')
  }
}

/**
 * @template T
 * @param {Map<string, T>} map
 * @param {string} key
 * @param {T} value
 */
function keep(map, key, value) {
  map.delete(key)
  map.set(key, value)
  if (map.size > KEPT) map.delete(map.keys().next().value ?? '')
}
