// The map: adopts Leaflet's and lays our canvases over it. What each draws stands in its own file.

import { addBasemap } from './basemap.mjs'
import { CameraMarks } from './camera_marks.mjs'
import { Dots } from './dots.mjs'
import { followStore } from './store_binding.mjs'
import { emit } from '../core/store.mjs'
import { GridLayer } from './grids.mjs'
import { setAttribute } from '../core/dom.mjs'
import { answerAs } from '../core/hooks.mjs'
import { Labels } from './labels.mjs'
import { keepsClear, readLook } from './style_metrics.mjs'
import { Marks } from './case_marks.mjs'
import { page } from '../core/page.mjs'
import { createPainter } from './painter.mjs'
import { usePalette } from './palette.mjs'
import { People } from './people.mjs'
import { createPicking } from './picking.mjs'
import { createPulse } from './pulse.mjs'
import { createPaintEvent } from './paint_event.mjs'
import { createCanvasLayer } from './canvas_layer.mjs'
import { paintOverlay } from './overlay.mjs'
import { Viewpoint } from './viewpoint.mjs'

const AGES_MS = 5000 // rings fade even when nobody moves

/**
 * `box`: the element that Dash drew around the map; `adopted()` is called when the map takes frames.
 * `extras`: what another page draws over it: {begin(scene, changed, viewpoint), paint(context, view, look)}.
 * @param {HTMLElement} box
 * @param {() => void} adopted
 * @param {MapExtra[]} [extras]
 */
export function mountMap(box, adopted, extras = []) {
  const adoptIt = () => {
    adopt(window.gridwall.map, box, extras)
    adopted()
  }
  const ready = () => window.gridwall.map?.whenReady(adoptIt)
  if (window.gridwall.map) ready()
  else addEventListener('gridwall:map', () => queueMicrotask(ready), { once: true })
}

/**
 * @param {HTMLElement} box
 * @param {MapExtra[]} extras
 */
function createScene(box, extras) {
  const people = new People()
  return {
    people,
    dots: new Dots(people),
    marks: new Marks(),
    cameras: new CameraMarks(),
    labels: new Labels(),
    look: readLook(box),
    area: null, // prepared, see area.mjs
    view: /** @type {any} */ (null), // as last painted, see canvas_layer.mjs
    hovered: null, // child under the pointer, or whose tile is
    warned: new Set(),
    aimed: null, // what the keyboard is on, a pixel of the container
    extras,
    chosen: null, // {kind, x, y, …} selected and on the map
  }
}

/**
 * @param {any} map
 * @param {HTMLElement} box
 * @param {MapExtra[]} extras
 */
function adopt(map, box, extras) {
  usePalette(getComputedStyle(document.documentElement))
  const scene = createScene(box, extras)
  const { alpha, veil } = addBasemap(map, page.basemap)
  const report = createPaintEvent(box, scene)
  const stage = createCanvasLayer(map, () => painter.touch('view', 'ground', 'people', 'top'))
  const ground = new GridLayer(() => painter.touch('ground'), veil)
  const pulse = createPulse(
    () => scene.marks.pulsing,
    () => painter.touch('top'),
  )
  const painter = createPainter({
    fold: (frame) => fold(frame, scene, ground, report),
    begin: () => (scene.view = { ...stage.view(), part: viewpoint.part }).width > 0,
    layers: {
      ground: () => ground.paint(stage.contexts.ground, scene.view, alpha),
      people: () => paintPeople(box, scene, stage.contexts.people),
      top: (changed) =>
        paintOverlay(stage.contexts.marks, scene, changed.has('view') || changed.has('names')),
    },
    after: () => {
      report.painted()
      pulse()
    },
  })
  const viewpoint = new Viewpoint(
    map,
    (view) => scene.area === null || keepsClear(scene.area, view, scene.look.covered),
    () => scene.look.covered,
  )
  followStore({ box, scene, ground, painter, viewpoint })
  for (const extra of extras) extra.begin(scene, () => painter.touch('top'), viewpoint)
  createPicking(map, scene, () => painter.touch('top'))
  answerAs(window.gridwall, { people: scene.people, dots: scene.dots, canvas: stage.canvases.people })
  setInterval(() => painter.touch('people'), AGES_MS)
}

/**
 * People, and on the box whether their states are told: the legend follows.
 * @param {HTMLElement} box
 * @param {Scene} scene
 * @param {Context} context
 */
function paintPeople(box, { dots, view, look }, context) {
  dots.paint(context, view, look.grain)
  setAttribute(box, 'data-people', dots.selectable ? 'near' : 'far')
}

/**
 * @param {Frame} frame
 * @param {Scene} scene
 * @param {import('./grids.mjs').GridLayer} ground
 * @param {any} report
 */
function fold(frame, { people, chosen }, ground, report) {
  try {
    people.apply(frame)
  } catch (error) {
    emit('fault', error)
    return []
  }
  report.folded(frame)
  const changed = []
  const { moved, looks, gone, hidden } = frame
  const others = frame.people.count + moved.count + looks.count + gone.length + hidden.length
  if (frame.snapshot || others > 0) changed.push('people')
  if (ground.apply(frame)) changed.push('ground')
  if (chosen?.kind === 'person') changed.push('top')
  return changed
}
