// A line of text on a plate beside a place of the map: what is selected, who is under way. Knows neither.

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
export function plate(context, { x, y }, text, view, look) {
  context.font = `700 ${look.size}px ${look.family}`
  const told = shortened(text, LONGEST * look.size, (part) => context.measureText(part).width)
  const wide = context.measureText(told).width + 2 * PADDING
  const high = look.size * 1.5
  const aside = ASIDE * look.unit
  const [right, far] = [x + aside, x - aside - wide]
  const beside = right + wide <= view.width ? right : far >= 0 ? far : null
  const left = beside ?? Math.max(0, Math.min(view.width - wide, x - wide / 2))
  if (beside === null) y += high + aside // a narrow map: below the place
  context.fillStyle = palette.ground
  context.strokeStyle = palette.boundary
  context.lineWidth = 1
  context.beginPath()
  context.rect(left, y - high / 2, wide, high)
  context.fill()
  context.stroke()
  context.textAlign = 'left'
  context.textBaseline = 'middle'
  context.fillStyle = palette.text
  context.fillText(told, left + PADDING, y + look.size * 0.05)
}
