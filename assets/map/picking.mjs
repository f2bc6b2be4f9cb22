// What the pointer means on the map: a case, a camera, a person, an area to enter, or nothing. Draws nothing.

import { holds } from './area.mjs'
import { named } from '../core/page.mjs'
import { go, prefetch } from '../core/route.mjs'
import { emit, last } from '../core/store.mjs'

/** `scene`: {area, marks, cameras, dots, people, look, view, hovered}; `changed()` when what is hovered has changed. */
export function createPicking(map, scene, changed) {
  let pointer = null

  function childAt(x, y) {
    const { area, view } = scene
    if (!area || !view) return null
    return area.children.find((child) => holds(area, child, view, x, y)) ?? null
  }

  function personAt(x, y) {
    const { dots, people } = scene
    if (!dots.selectable) return null
    const slot = dots.nearest(x, y, dots.size / 2 / scene.view.ratio + 5)
    const id = slot < 0 ? null : people.idOf(slot)
    return id === null ? null : { kind: 'person', id, index: people.columns.index[slot] }
  }

  function choose({ x, y }) {
    const placing = last('placing')
    if (placing) {
      const { lat, lng } = map.containerPointToLatLng([x, y])
      return placing.take(lat, lng)
    }
    const mark = scene.marks.hit(x, y, scene.view, scene.look.unit)
    if (mark) return emit('select', { kind: 'case', id: mark.id })
    const camera = scene.cameras.hit(x, y, scene.view, scene.look.unit)
    if (camera) return emit('camera', { id: camera.id })
    const person = personAt(x, y)
    if (person) return emit('select', person)
    const child = childAt(x, y)
    if (last('select')?.kind || !child) return emit('select', { kind: null })
    return child.leaf ? emit('select', { kind: 'grid', code: child.code }) : go(child.code)
  }

  function hover() {
    const { x, y } = pointer
    pointer = null
    const child = childAt(x, y)
    map.getContainer().classList.toggle('pointing', child !== null)
    if (child === scene.hovered) return
    map.getContainer().title = child ? named(child) : ''
    scene.hovered = child
    if (child && !child.leaf) prefetch(child.code)
    changed()
  }

  map.on('click', ({ containerPoint }) => scene.view && choose(containerPoint))
  map.on('mousemove', ({ containerPoint }) => {
    if (pointer === null) requestAnimationFrame(hover)
    pointer = containerPoint
  })
  map.on('mouseout', () => {
    scene.hovered = null
    changed()
  })
}
