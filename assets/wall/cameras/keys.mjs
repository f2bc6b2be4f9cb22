// The cameras' keys: C goes through the layouts, arrows from panel to panel, Enter enlarges, P pins, Esc goes back.
// Knows no choice; listens to nothing: whoever listens asks.

import { CORNER } from '../../core/camera_query.mjs'
import { following, neighbour } from './layouts.mjs'

const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }

/** `parts`: {hosts, go(change, step), view(), cameras()} → event → what to do, or null. */
export function createKeys({ hosts, go, view, cameras }) {
  const focused = () => hosts.hosts().find((host) => host === document.activeElement) ?? null

  function move(from, way) {
    const all = hosts.hosts()
    const boxes = all.map((host) => host.getBoundingClientRect())
    all[neighbour(boxes, all.indexOf(from), way)].focus()
  }

  function cycle() {
    go({ layout: following(view().layout, cameras().length), one: null })
    hosts.hosts()[0]?.focus()
  }

  function enlarge(id) {
    go({ one: view().one === id ? null : id })
    hosts.host(id)?.focus()
  }

  // Pinning is no step to go back over.
  function pin(id) {
    const { pins } = view()
    go({ pins: pins.includes(id) ? pins.filter((pinned) => pinned !== id) : [...pins, id] }, false)
  }

  function back() {
    const { one } = view()
    go(one === null ? { layout: CORNER } : { one: null })
    hosts.host(one)?.focus()
  }

  return ({ key }) => {
    const host = focused()
    const id = view().one ?? host?.dataset.camera
    if (key === 'Escape') return view().one !== null || view().layout !== CORNER ? back : null
    if (key.toLowerCase() === 'c') return cycle
    if (key.toLowerCase() === 'p') return id === undefined ? null : () => pin(id)
    if (host && ARROWS[key]) return () => move(host, ARROWS[key])
    if (host && (key === 'Enter' || key === ' ')) return () => enlarge(host.dataset.camera)
    return null
  }
}
