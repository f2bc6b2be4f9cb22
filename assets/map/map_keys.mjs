// The map by keyboard: while it has the focus, arrows go from one mark to the next, Enter chooses it, Escape lets go.
// Other keys are the page's.

import { word } from '../core/page.mjs'
import { emit } from '../core/store.mjs'
import { nextTo, targetsOf } from './targets.mjs'

/** @type {Record<string, [number, number]>} */
const WAYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }

/**
 * `choose(target)`: what a click on it would do.
 * @param {HTMLElement} container
 * @param {Scene} scene
 * @param {(target: Target) => void} choose
 */
export function mountMapKeys(container, scene, choose) {
  /** @type {Target | null} */
  let current = null
  container.tabIndex = 0
  container.setAttribute('role', 'group')
  container.setAttribute('aria-label', word('map_label'))

  /** @param {Target | null} target */
  function point(target) {
    current = target
    emit('pointed', target && { ...target, byKey: true })
  }

  /** @param {[number, number]} way */
  function step(way) {
    const all = targetsOf(scene)
    const here =
      current && all.find(({ kind, id }) => kind === current?.kind && id === current.id && id !== null)
    const next = here ? nextTo(all, here, way) : ((current && nextTo(all, current, way)) ?? all[0])
    if (next) point(next)
  }

  container.addEventListener('keydown', (event) => {
    const way = WAYS[event.key]
    const mine = way || (current && (event.key === 'Enter' || event.key === 'Escape'))
    if (!mine || event.target !== container) return
    event.preventDefault()
    event.stopPropagation()
    if (way) return step(way)
    const target = current
    point(null)
    if (event.key === 'Enter' && target) choose(target)
  })
  container.addEventListener('blur', () => current && point(null))
}
