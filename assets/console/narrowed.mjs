// A search or filters move the map to what they found; without them it looks where it did before. A case that is looked at
// goes before, and whoever moves the map meanwhile keeps it.

import { spotOf } from '../core/spot.mjs'
import { on } from '../core/store.mjs'
import { view } from './desk/view.mjs'

/** @implements {MapExtra} */
export class Narrowed {
  #shown = ''

  /**
   * @param {Scene} scene
   * @param {() => void} changed
   * @param {import('../map/viewpoint.mjs').Viewpoint} viewpoint
   */
  begin(scene, changed, viewpoint) {
    on('listed', ({ rows, narrowed, key }) => {
      if (view().case !== null) return
      const before = this.#shown
      this.#shown = narrowed ? key : ''
      if (this.#shown === before) return
      if (!narrowed) return viewpoint.back()
      const [first, ...others] = rows.map(spotOf).filter((spot) => spot !== null)
      if (first) viewpoint.visit(...first, others)
    })
    on('view', ({ case: id }) => {
      if (id !== null) this.#shown = ''
    })
  }

  paint() {}
}
