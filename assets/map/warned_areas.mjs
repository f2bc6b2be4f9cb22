// Areas that the gravest warning of an office means, on the map: dashed round them, in the colour of the line of warnings.

import { onLand } from './area.mjs'
import { palette } from './palette.mjs'

const WIDTH = 2 // CSS pixels
const DASH = [10, 6]

/**
 * The areas of the warning that the line tells of, the gravest: those of all would lie on each other. Of an exercise the map
 * says nothing.
 * @param {Warned} told
 */
export const warnedCodes = ({ warnings: [first] }) => new Set(!first || first.exercise ? [] : first.codes)

/**
 * What is dashed: the area itself when all of it is meant, else those below it.
 * @param {Pick<PreparedArea, 'code' | 'outline' | 'children'>} area
 * @param {Set<string>} codes
 */
export function warnedShapes({ code, outline, children }, codes) {
  const below = children.filter((child) => codes.has(child.code))
  return codes.has(code) ? [outline, ...below] : below
}

/**
 * @param {Context} context
 * @param {View} view
 * @param {PreparedArea} area
 * @param {Set<string>} codes
 * @param {number} unit how large a CSS pixel is to whoever sits there
 */
export function paintWarned(context, view, area, codes, unit) {
  const shapes = warnedShapes(area, codes)
  if (!shapes.length) return
  const pixel = onLand(context, view, area) * unit
  context.save()
  context.strokeStyle = palette.warned
  context.lineWidth = WIDTH * pixel
  context.lineJoin = 'round'
  context.setLineDash(DASH.map((length) => length * pixel))
  for (const { path } of shapes) context.stroke(path)
  context.restore()
}
