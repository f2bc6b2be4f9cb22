// A line of text on a plate beside a place of the map: what is selected, who is under way. Knows neither.

import { free } from './boxes.mjs'
import { palette } from './palette.mjs'
import { shortened } from './labels.mjs'

const ASIDE = 10 // CSS pixels from the place, times the page's unit
const PADDING = 6
const LONGEST = 22 // of the letters' size

/**
 * To the right of the place, or to its left where the edge is near, or below it.
 * @param {Context} context
 * @param {Point} place
 * @param {string} text
 * @param {View} view
 * @param {MapStyle} look
 */
export function plate(context, place, text, view, look) {
  const told = letters(context, text, look)
  const [right, left, below] = spots(context, place, told, look)
  const whole = [right, left].find((box) => within(box, view)) ?? kept(below, view)
  drawPlate(context, { box: whole, told }, look)
}

/**
 * Where such a plate may stand and cover nothing that is `taken`; null where there is no room.
 * @param {Context} context
 * @param {Point} place
 * @param {string} text
 * @param {View} view
 * @param {MapStyle} look
 * @param {Box[]} taken
 * @returns {Plate | null}
 */
export function placePlate(context, place, text, view, look, taken) {
  const told = letters(context, text, look)
  const box = spots(context, place, told, look).find((spot) => within(spot, view) && free(spot, taken))
  return box ? { box, told } : null
}

/**
 * @param {Context} context
 * @param {Plate} plate
 * @param {MapStyle} look
 */
export function drawPlate(context, { box, told }, look) {
  context.font = font(look)
  context.fillStyle = palette.ground
  context.strokeStyle = palette.boundary
  context.lineWidth = 1
  context.beginPath()
  context.rect(box.left, box.top, box.right - box.left, box.bottom - box.top)
  context.fill()
  context.stroke()
  context.textAlign = 'left'
  context.textBaseline = 'middle'
  context.fillStyle = palette.text
  context.fillText(told, box.left + PADDING, (box.top + box.bottom) / 2 + look.size * 0.05)
}

/** @param {MapStyle} look */
const font = (look) => `700 ${look.size}px ${look.family}`

/**
 * @param {Context} context
 * @param {string} text
 * @param {MapStyle} look
 */
function letters(context, text, look) {
  context.font = font(look)
  return shortened(text, LONGEST * look.size, (part) => context.measureText(part).width)
}

/**
 * Right of the place, left, below, above; `context` has the letters' font.
 * @param {Context} context
 * @param {Point} place
 * @param {string} told
 * @param {MapStyle} look
 * @returns {Box[]}
 */
function spots(context, { x, y }, told, look) {
  const wide = context.measureText(told).width + 2 * PADDING
  const high = look.size * 1.5
  const aside = ASIDE * look.unit
  const upright = Math.max(aside, high / 2) // clear of plates at its sides
  return [
    [x + aside, y - high / 2],
    [x - aside - wide, y - high / 2],
    [x - wide / 2, y + upright],
    [x - wide / 2, y - upright - high],
  ].map(([left, top]) => ({ left, top, right: left + wide, bottom: top + high }))
}

/**
 * @param {Box} box
 * @param {View} view
 */
const within = (box, view) =>
  box.left >= 0 && box.top >= 0 && box.right <= view.width && box.bottom <= view.height

/**
 * Moved sideways into the view: on a narrow map.
 * @param {Box} box
 * @param {View} view
 * @returns {Box}
 */
function kept(box, view) {
  const wide = box.right - box.left
  const left = Math.max(0, Math.min(view.width - wide, box.left))
  return { ...box, left, right: left + wide }
}
