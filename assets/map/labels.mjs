// Names of the areas below. Marks win: a name moves aside or hides, and no two ever overlap. Knows no cases.

import { at } from './case_marks.mjs'
import { free } from './boxes.mjs'
import { palette } from './palette.mjs'
import { owns } from './wall_part.mjs'

const ROUNDS = [0.5, 0.9, 1.3, 1.8, 2.4] // line heights away from the area's middle, the nearest first
const WAYS = 12
const WIDER = 1.8 // names are wide: a step aside is longer than one up or down
const CLOSE = 1 // so near a name may stand outside its area; further away only inside, else it names another
const PLACES = [
  { right: 0, down: 0, far: 0 },
  ...ROUNDS.flatMap((far) =>
    Array.from({ length: WAYS }, (_, way) => place(far, (way / WAYS) * 2 * Math.PI)),
  ),
]
const LONGEST = 9 // of the letters' size: a longer name ends in dots, the pointer on its area tells the whole
const HALO = 3.5
const GAP = 2

/**
 * @param {number} far
 * @param {number} turn
 */
function place(far, turn) {
  return { right: far * WIDER * Math.sin(turn), down: -far * Math.cos(turn), far }
}

/**
 * @param {number} x
 * @param {number} y
 * @param {number} wide
 * @param {number} high
 */
const box = (x, y, wide, high) => ({
  left: x - wide / 2 - GAP,
  right: x + wide / 2 + GAP,
  top: y - high / 2 - GAP,
  bottom: y + high / 2 + GAP,
})

/**
 * As much of a text as `most` holds, with dots for the rest; `wide(text)` in the same unit.
 * @param {string} text
 * @param {number} most
 * @param {(text: string) => number} wide
 */
export function shortened(text, most, wide) {
  if (wide(text) <= most) return text
  const letters = [...text]
  let kept = letters.length
  while (kept > 1 && wide(`${letters.slice(0, kept).join('')}…`) > most) kept -= 1
  return `${letters.slice(0, kept).join('').trimEnd()}…`
}

export class Labels {
  /** @type {any[]} */
  #names = [] // {whole, text, x, y, wide, place}, the largest area first
  #font = ''
  #high = 0

  /**
   * Places of one name are tried in order; `measure(text)` gives CSS pixels.
   * @param {AreaChild[]} children
   * @param {(child: AreaChild) => string} textOf
   */
  show(children, textOf) {
    this.#names = [...children]
      .sort((a, b) => b.km2 - a.km2)
      .map((child) => ({
        whole: textOf(child),
        text: '',
        x: child.x,
        y: child.y,
        child,
        wide: 0,
        place: 0,
        shown: false,
        at: [0, 0],
      }))
    this.#font = ''
  }

  /**
   * Decide what stands where; `taken` are boxes {left, right, top, bottom} that names keep clear of,
   * `holds(child, x, y)` whether a pixel is inside a child.
   * @param {Context} context
   * @param {View} view
   * @param {{font: string, size: number, taken: Box[], holds: (child: AreaChild, x: number, y: number) => boolean}} parts
   */
  arrange(context, view, { font, size, taken, holds }) {
    this.#measure(context, font, size)
    const full = [...taken]
    for (const name of this.#names) {
      const place = this.#placeOf(name, view, full, holds)
      name.shown = place !== null
      if (place === null) continue
      name.place = place.index
      name.at = place.at
      full.push(place.box)
    }
  }

  /**
   * `covered`: boxes of what lies over names now; a name under one of them is left out.
   * @param {Context} context
   * @param {Box[]} [covered]
   */
  paint(context, covered = []) {
    context.font = this.#font
    context.textAlign = 'center'
    context.textBaseline = 'middle'
    context.lineJoin = 'round'
    context.lineWidth = HALO
    context.strokeStyle = palette.ground
    context.fillStyle = palette.text
    for (const {
      shown,
      text,
      wide,
      at: [x, y],
    } of this.#names) {
      if (!shown || !free(box(x, y, wide, this.#high), covered)) continue
      context.strokeText(text, x, y)
      context.fillText(text, x, y)
    }
  }

  get boxes() {
    return this.#names.filter((name) => name.shown).map(({ at: [x, y], wide }) => box(x, y, wide, this.#high))
  }

  /**
   * @param {Context} context
   * @param {string} font
   * @param {number} size
   */
  #measure(context, font, size) {
    if (font === this.#font) return
    this.#font = font
    this.#high = size * 1.1
    context.font = font
    /** @param {string} text */
    const wide = (text) => context.measureText(text).width
    for (const name of this.#names) {
      name.text = shortened(name.whole, LONGEST * size, wide)
      name.wide = wide(name.text)
    }
  }

  // The place it had comes first, so that names hold still while cases come and go.
  /**
   * @param {any} name
   * @param {View} view
   * @param {Box[]} full
   * @param {(child: AreaChild, x: number, y: number) => boolean} holds
   */
  #placeOf(name, view, full, holds) {
    const [x, y] = at(name, view)
    if (view.part) {
      if (!owns(view, name.x * view.world - view.left, name.y * view.world - view.top)) return null
      const aside = this.#aside(name, view, full, [x, y])
      if (aside) return aside
    }
    const order = [name.place, ...PLACES.keys()]
    for (const index of order) {
      const { right, down, far } = PLACES[index]
      const [spotX, spotY] = [x + right * this.#high, y + down * this.#high]
      const room = box(spotX, spotY, name.wide, this.#high)
      const within = room.left >= 0 && room.top >= 0 && room.right <= view.width && room.bottom <= view.height
      if (!within || !free(room, full)) continue
      if (far <= CLOSE || holds(name.child, spotX, spotY)) return { index, at: [spotX, spotY], box: room }
    }
    return null
  }

  // At a seam: moved as far as it takes to stand wholly on this screen, which no other does.
  /**
   * @param {any} name
   * @param {View} view
   * @param {Box[]} full
   * @param {[number, number]} parts
   */
  #aside(name, view, full, [x, y]) {
    const [half, high] = [name.wide / 2 + GAP, this.#high / 2 + GAP]
    const spot = [
      Math.max(half, Math.min(view.width - half, x)),
      Math.max(high, Math.min(view.height - high, y)),
    ]
    if (spot[0] === x && spot[1] === y) return null
    const room = box(spot[0], spot[1], name.wide, this.#high)
    return free(room, full) ? { index: 0, at: spot, box: room } : null
  }
}
