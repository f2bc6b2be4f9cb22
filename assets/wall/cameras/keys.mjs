// The cameras' keys: through the layouts, from panel to panel, enlarge, pin, go back.
// Knows no choice; listens to nothing: whoever listens asks.

import { CORNER } from '../../core/camera_query.mjs'
import { WALL_KEYS } from '../../core/contract.mjs'
import { keyName } from '../../core/keys.mjs'
import { wide } from '../wide.mjs'
import { following, neighbour } from './layouts.mjs'

/** @type {Record<string, [number, number]>} */
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }

export class Keys {
  #parts

  /**
   * `parts`: {hosts, go(change, step), view(), cameras()}
   * @param {any} parts
   */
  constructor(parts) {
    this.#parts = parts
  }

  /** What a key does, or null when it is not ours. */
  action(/** @type {KeyboardEvent} */ { key }) {
    const { view, hosts } = this.#parts
    const host =
      hosts.hosts().find((/** @type {HTMLElement} */ each) => each === document.activeElement) ?? null
    const id = view().one ?? host?.dataset.camera
    const name = WALL_KEYS[keyName(key)]
    if (name === 'escape') return view().one !== null || view().layout !== CORNER ? () => this.#back() : null
    if (name === 'cameras') return () => this.#cycle()
    if (name === 'pin') return id === undefined ? null : () => this.#pin(id)
    if (host && name === 'move') return () => this.#move(host, ARROWS[key])
    if (host && (name === 'enter' || key === ' ')) return () => this.#enlarge(host.dataset.camera)
    return null
  }

  /**
   * @param {HTMLElement} from
   * @param {[number, number]} way
   */
  #move(from, way) {
    const all = this.#parts.hosts.hosts()
    const boxes = all.map((/** @type {HTMLElement} */ host) => host.getBoundingClientRect())
    all[neighbour(boxes, all.indexOf(from), way)].focus()
  }

  #cycle() {
    const { go, view, cameras, hosts } = this.#parts
    go({ layout: following(view().layout, cameras().length, wide()?.many), one: null })
    hosts.hosts()[0]?.focus()
  }

  /** @param {string} id */
  #enlarge(id) {
    const { go, view, hosts } = this.#parts
    go({ one: view().one === id ? null : id })
    hosts.host(id)?.focus()
  }

  // Pinning is no step to go back over.
  /** @param {string} id */
  #pin(id) {
    const { go, view } = this.#parts
    const { pins } = view()
    go(
      {
        pins: pins.includes(id)
          ? pins.filter((/** @type {string} */ pinned) => pinned !== id)
          : [...pins, id],
      },
      false,
    )
  }

  #back() {
    const { go, view, hosts } = this.#parts
    const { one } = view()
    go(one === null ? { layout: CORNER } : { one: null })
    hosts.host(one)?.focus()
  }
}
