// The uppermost canvas: the area under the pointer, what is selected, names, cases, scale bar. Knows no people.

import { holds, onLand } from './area.mjs'
import { now } from '../core/clock.mjs'
import { stateOf, titleOf } from '../core/names.mjs'
import { at, drawChosen } from './case_marks.mjs'
import { latitude, metresPerPixel } from './mercator.mjs'
import { palette } from './palette.mjs'
import { plate } from './plate.mjs'
import { paintScale } from './scale_bar.mjs'
import { CASE_RING_M } from './viewpoint.mjs'
import { owns } from './wall_part.mjs'
import { paintWarned } from './warned_areas.mjs'

const SMALL = 14 // CSS pixels of a ring around what is chosen and has no known surroundings
const AIM = 15 // CSS pixels around what the keyboard is on

/**
 * Paints onto `context`; `scene` says what there is: {area, marks, cameras, labels, hovered, chosen, look, view}.
 * @param {Context} context
 * @param {Scene} scene
 * @param {boolean} rearrange
 */
export function paintOverlay(context, scene, rearrange) {
  const { area, marks, labels, hovered, look, view } = scene
  context.setTransform(1, 0, 0, 1, 0, 0)
  context.clearRect(0, 0, context.canvas.width, context.canvas.height)
  if (!area) return
  paintWarned(context, view, area, scene.warned, look.unit)
  if (hovered) outline(context, view, area, hovered)
  context.setTransform(view.ratio, 0, 0, view.ratio, 0, 0)
  const small = look.size * 0.8
  const scale = isCorner(view)
    ? paintScale(context, view, `${small}px ${look.family}`, small, look.unit)
    : NONE
  if (rearrange) arrange(context, scene, scale)
  labels.paint(context, arrangeExtras(context, scene, scale))
  scene.cameras.paint(context, view, look.unit)
  if (scene.chosen) paintChosen(context, view, scene.chosen)
  for (const extra of scene.extras) extra.paint(context, view, look)
  marks.paint(context, view, look.unit)
  if (scene.aimed) drawChosen(context, [scene.aimed.x, scene.aimed.y], AIM * look.unit)
  if (scene.chosen?.kind === 'case' && owns(view, ...at(scene.chosen, view)))
    label(context, scene, scene.chosen)
}

/** @type {Box} */
const NONE = { left: 0, right: 0, top: 0, bottom: 0 }

// Of the screens that show one map the one at the lower right has the scale; of a column the first, whose foot is free.
/** @param {View} view */
const isCorner = ({ part }) =>
  !part || (part.column === part.columns && part.row === (part.columns === 1 ? 1 : part.rows))

/**
 * What lies over the names: they give way to it.
 * @param {Context} context
 * @param {Scene} scene
 * @param {Box} scale
 */
function arrangeExtras(context, scene, scale) {
  const { extras, look, view } = scene
  if (!extras.some((extra) => extra.arrange)) return []
  const clear = [...taken(scene, view, false), scale]
  return extras.flatMap((extra) => extra.arrange?.(context, view, look, clear) ?? [])
}

/**
 * What the selected case is and how it stands, beside it.
 * @param {Context} context
 * @param {Scene} scene
 * @param {ChosenCase} chosen
 */
function label(context, { view, look }, chosen) {
  const [x, y] = at(chosen, view)
  const text = `${titleOf(chosen.record)} · ${stateOf(chosen.record, now())}`
  plate(context, { x: x + look.unit * 8, y }, text, view, look)
}

/**
 * @param {Context} context
 * @param {Scene} scene
 * @param {Box} scale
 */
function arrange(context, scene, scale) {
  const { area, labels, look, view } = scene
  labels.arrange(context, view, {
    font: `500 ${look.size}px ${look.family}`,
    size: look.size,
    taken: [...taken(scene, view), scale],
    holds: (child, x, y) => area !== null && holds(area, child, view, x, y),
  })
}

/**
 * @param {Scene} scene
 * @param {View} view
 * @param {boolean} [dim] whether marks that stand back count
 */
function taken({ marks, cameras, look }, view, dim) {
  const boxes = marks
    .boxes(view, look.unit, dim)
    .map(([x, y, half]) => ({ left: x - half, right: x + half, top: y - half, bottom: y + half }))
  return [...boxes, ...cameras.boxes(view, look.unit), ...look.covered]
}

/**
 * @param {Context} context
 * @param {View} view
 * @param {PreparedArea} area
 * @param {AreaChild} child
 */
function outline(context, view, area, child) {
  context.lineWidth = 1.5 * onLand(context, view, area)
  context.strokeStyle = palette.text
  context.stroke(child.path)
}

/**
 * @param {Context} context
 * @param {View} view
 * @param {any} chosen
 */
function paintChosen(context, view, chosen) {
  const metre = metresPerPixel(latitude(chosen.y), view.zoom)
  const radius = chosen.kind === 'case' && !chosen.vague ? Math.max(CASE_RING_M / metre, 18) : SMALL
  drawChosen(context, at(chosen, view), radius)
}
