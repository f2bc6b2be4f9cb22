// The names on the small map: of grids where there is room in them, else of what they lie in. A name that would lie on
// another's, or outside what it names, is left out.

import { boxOf, outlineAt } from './outlines.mjs'
import { svg } from './svg.mjs'
import { inLanguage } from './words.mjs'

const LETTER_PX = 13 // of a Chinese letter; a Latin one has about half of it
const LINE_PX = 18
const BUTTONS_PX = [60, 112] // in the upper right corner
const GRIDS_FROM = 90 // pixels that a grid is wide, as a rule, from which it is named itself

/**
 * @param {import('./outlines.mjs').Outline[]} outlines
 * @param {FieldFacts['lang']} lang
 */
export function createPlaceLabels(outlines, lang) {
  const node = svg('g', { class: 'place-names', 'aria-hidden': 'true' })
  const widths = outlines.map(({ box }) => box[2] - box[0]).sort((a, b) => a - b)
  const usual = widths[widths.length >> 1] ?? 1
  const grids = outlines.map((each) => ({
    text: inLanguage(each.names, lang),
    at: middle([each]),
    of: [each],
  }))
  const above = gathered(outlines).map((each) => ({
    text: inLanguage([each[0].above[1], each[0].above[2]], lang),
    at: middle(each),
    of: each,
  }))
  return {
    node,
    /**
     * @param {(place: [number, number]) => [number, number]} onScreen
     * @param {number} scale
     * @param {number[]} size of what is seen
     */
    draw(onScreen, scale, [width, height]) {
      const taken = [[width - BUTTONS_PX[0], 0, width, BUTTONS_PX[1]]]
      node.replaceChildren()
      for (const { text, at, of } of usual * scale > GRIDS_FROM ? grids : above) {
        const [x, y] = onScreen(at)
        const half = widthOf(text) / 2
        const box = [x - half, y - LINE_PX / 2, x + half, y + LINE_PX / 2]
        const inside = box[0] > 0 && box[1] > 0 && box[2] < width && box[3] < height
        if (!inside || !outlineAt(of, ...at) || taken.some((other) => meets(box, other))) continue
        taken.push(box)
        const name = svg('text', { x, y })
        name.textContent = text
        node.append(name)
      }
    },
  }
}

/** @param {string} text */
export const widthOf = (text) =>
  [...text].reduce((sum, letter) => sum + (letter > '\u02ff' ? LETTER_PX : LETTER_PX * 0.6), 0)

/** @param {number[]} a @param {number[]} b */
const meets = (a, b) => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3]

/** @param {import('./outlines.mjs').Outline[]} outlines */
function gathered(outlines) {
  /** @type {Map<import('./outlines.mjs').Choice, import('./outlines.mjs').Outline[]>} */
  const found = new Map()
  for (const each of outlines) found.set(each.above, [...(found.get(each.above) ?? []), each])
  return [...found.values()]
}

/** @param {import('./outlines.mjs').Outline[]} outlines @returns {[number, number]} */
function middle(outlines) {
  const [left, top, right, bottom] = boxOf(
    outlines.flatMap(
      ({ box }) =>
        /** @type {[number, number][]} */ ([
          [box[0], box[1]],
          [box[2], box[3]],
        ]),
    ),
  )
  return [(left + right) / 2, (top + bottom) / 2]
}
