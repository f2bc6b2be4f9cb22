// What the pointer means on the map: a case, a camera, a person, an area to enter, or nothing. Draws nothing.

import { holds } from './area.mjs'
import { named } from '../core/page.mjs'
import { go, prefetch } from '../core/route.mjs'
import { emit, last } from '../core/store.mjs'

/**
 * `scene`: {area, marks, cameras, dots, people, look, view, hovered}; `changed()` when what is hovered has changed.
 * @param {any} map
 * @param {Scene} scene
 * @param {() => void} changed
 */
export const createPicking = (map, scene, changed) => new Picking(map, scene, changed)

class Picking {
  #map
  #scene
  #changed
  /** @type {Point | null} */
  #pointer = null

  /**
   * @param {any} map
   * @param {Scene} scene
   * @param {() => void} changed
   */
  constructor(map, scene, changed) {
    this.#map = map
    this.#scene = scene
    this.#changed = changed
    map.on(
      'click',
      (/** @type {{containerPoint: Point}} */ { containerPoint }) =>
        scene.view && this.#choose(containerPoint),
    )
    map.on('mousemove', (/** @type {{containerPoint: Point}} */ { containerPoint }) => {
      if (this.#pointer === null) requestAnimationFrame(() => this.#hover())
      this.#pointer = containerPoint
    })
    map.on('mouseout', () => {
      scene.hovered = null
      changed()
    })
  }

  /**
   * @param {number} x
   * @param {number} y
   */
  #childAt(x, y) {
    const { area, view } = this.#scene
    if (!area || !view) return null
    return area.children.find((child) => holds(area, child, view, x, y)) ?? null
  }

  /**
   * @returns {Selected | null}
   * @param {number} x
   * @param {number} y
   */
  #personAt(x, y) {
    const { dots, people, view } = this.#scene
    if (!dots.selectable) return null
    const slot = dots.nearest(x, y, dots.size / 2 / view.ratio + 5)
    const id = slot < 0 ? null : people.idOf(slot)
    return id === null ? null : { kind: 'person', id, index: people.columns.index[slot] }
  }

  #choose(/** @type {Point} */ { x, y }) {
    const placing = last('placing')
    if (placing) {
      const { lat, lng } = this.#map.containerPointToLatLng([x, y])
      return placing.take(lat, lng)
    }
    const { marks, cameras, view, look } = this.#scene
    const mark = marks.hit(x, y, view, look.unit)
    if (mark) return emit('select', { kind: 'case', id: mark.id })
    const camera = cameras.hit(x, y, view, look.unit)
    if (camera) return emit('camera', { id: camera.id })
    const person = this.#personAt(x, y)
    if (person) return emit('select', person)
    this.#chooseArea(this.#childAt(x, y))
  }

  /** @param {AreaChild | null} child */
  #chooseArea(child) {
    if (last('select')?.kind || !child) emit('select', { kind: null })
    else if (child.leaf) emit('select', { kind: 'grid', code: child.code })
    else go(child.code)
  }

  #hover() {
    if (this.#pointer === null) return
    const { x, y } = this.#pointer
    this.#pointer = null
    const child = this.#childAt(x, y)
    const container = this.#map.getContainer()
    container.classList.toggle('pointing', child !== null)
    if (child === this.#scene.hovered) return
    container.title = child ? named(child) : ''
    this.#scene.hovered = child
    if (child && !child.leaf) prefetch(child.code)
    this.#changed()
  }
}
