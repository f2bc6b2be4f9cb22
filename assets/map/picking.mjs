// What the pointer means on the map: a case, a camera, a person, an area to enter, or nothing. Draws nothing.

import { holds } from './area.mjs'
import { mountMapKeys } from './map_keys.mjs'
import { targetAt } from './targets.mjs'
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
  #pointed = '' // what is under the pointer

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
    map.on('contextmenu', (/** @type {{latlng: {lat: number, lng: number}}} */ { latlng: { lat, lng } }) =>
      emit('aim', { lat, lon: lng, asked: true }),
    )
    map.on('mouseout', () => {
      emit('aim', null)
      scene.hovered = null
      this.#point(null)
      changed()
    })
    map.on('movestart', () => this.#point(null))
    mountMapKeys(map.getContainer(), scene, (target) => this.#take(target))
  }

  // Told once for each thing: moving over it costs nothing more.
  /** @param {Target | null} target */
  #point(target) {
    const what = target ? `${target.kind} ${target.id} ${target.kind === 'person' ? target.index : ''}` : ''
    if (what === this.#pointed) return
    this.#pointed = what
    emit('pointed', target)
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

  #choose(/** @type {Point} */ { x, y }) {
    const placing = last('placing')
    if (placing) {
      const { lat, lng } = this.#map.containerPointToLatLng([x, y])
      return placing.take(lat, lng)
    }
    const target = targetAt(this.#scene, x, y)
    if (target && target.id !== null) this.#take(target)
    else this.#chooseArea(this.#childAt(x, y))
  }

  /** @param {Target} target */
  #take(target) {
    const { kind, id } = target
    if (id === null) return
    if (kind === 'case') emit('select', { kind, id })
    else if (kind === 'camera') emit('camera', { id })
    else emit('select', { kind, id, index: target.index })
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
    const { lat, lng } = this.#map.containerPointToLatLng([x, y])
    emit('aim', { lat, lon: lng, asked: false })
    const target = targetAt(this.#scene, x, y)
    this.#point(target)
    const child = this.#childAt(x, y)
    const container = this.#map.getContainer()
    container.classList.toggle('pointing', child !== null || target !== null)
    if (child === this.#scene.hovered) return
    container.title = child ? named(child) : ''
    this.#scene.hovered = child
    if (child && !child.leaf) prefetch(child.code)
    this.#changed()
  }
}
