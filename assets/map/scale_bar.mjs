// The scale bar: always there, a round length, at the lower right. Pure of people and areas.

import { latitude, metresPerPixel } from './mercator.mjs'
import { word } from '../core/page.mjs'
import { palette } from './palette.mjs'

const AT_MOST = 110 // CSS pixels, before the viewer's distance
const EDGE = 14

/**
 * The largest of 1, 2, 5 × 10ⁿ metres that is not longer than `longest`.
 * @param {number} longest
 */
export function roundLength(longest) {
  const power = 10 ** Math.floor(Math.log10(longest))
  return ([5, 2, 1].find((step) => step * power <= longest) ?? 1) * power
}

/**
 * @param {Context} context
 * @param {View} view
 * @param {string} font
 * @param {number} size
 * @param {number} unit
 */
export function paintScale(context, view, font, size, unit) {
  const metre = metresPerPixel(latitude((view.top + view.height / 2) / view.world), view.zoom)
  const length = roundLength(AT_MOST * unit * metre)
  const wide = length / metre
  const [x, y] = [view.width - EDGE - wide, view.height - EDGE]
  const text = length >= 1000 ? word('scale_km', { n: length / 1000 }) : word('scale_m', { n: length })
  context.beginPath()
  context.moveTo(x, y - 5 * unit)
  context.lineTo(x, y)
  context.lineTo(x + wide, y)
  context.lineTo(x + wide, y - 5 * unit)
  for (const { color, width } of [
    { color: palette.ground, width: 4 },
    { color: palette.second, width: 1.5 },
  ]) {
    context.strokeStyle = color
    context.lineWidth = width * unit
    context.stroke()
  }
  context.font = font
  context.textAlign = 'right'
  context.textBaseline = 'alphabetic'
  context.lineWidth = 3.5
  context.strokeStyle = palette.ground
  context.strokeText(text, view.width - EDGE, y - 8 * unit)
  context.fillStyle = palette.second
  context.fillText(text, view.width - EDGE, y - 8 * unit)
  return { left: x - 4, right: view.width, top: y - 10 * unit - size, bottom: view.height }
}
