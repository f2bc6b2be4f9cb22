// The line at the foot of the corner: how many cameras are healthy of how many, and what the panels show now. A click
// on the number opens what it means and every camera with its state. Knows no panel.

import { now } from '../../core/clock.mjs'
import { page, word } from '../../core/page.mjs'
import { byId, make, part, setAttribute, setText, setWhole } from '../../core/dom.mjs'
import { answerFor } from '../../panels/details.mjs'
import { count, writeNumber } from '../../core/numbers.mjs'
import { last, on } from '../../core/store.mjs'
import { healthy } from '../../cameras/states.mjs'

const COUNTER = 'cameras_healthy'

/** The number with its definition and list, in the shape of /api/areas/<code>/list/<counter>. */
function listing() {
  const { rows, running } = last('cameras') ?? { rows: [], running: false }
  const text = word('cameras_meaning')
  const title = word('cameras_title')
  return {
    counter: COUNTER,
    as_of: now(),
    definition: { zh: title, en: title, zh_text: text, en_text: text, unit: 'cameras' },
    total: running ? rows.filter(healthy).length : null,
    rows: [...rows].sort((a, b) => Number(healthy(a)) - Number(healthy(b))), // those that need somebody first
  }
}

/** @param {Element} numbers */
function build(numbers) {
  const button = make('button', 'num small')
  button.type = 'button'
  button.dataset.counter = COUNTER
  const total = make('span', '')
  total.dataset.part = 'total'
  numbers.append(button, total)
  return { button, total }
}

export function mountLine() {
  const root = byId('cameras')
  const [numbers, says] = [part(root, 'numbers'), part(root, 'says')]
  const { button, total } = build(numbers)
  answerFor(COUNTER, listing)
  let note = ''
  let missing = ''

  function draw(/** @type {CameraListing} */ { rows, running }) {
    const none = !running || rows.length === 0
    numbers.hidden = none
    writeNumber(button, running ? rows.filter(healthy).length : null)
    setText(total, word('cameras_of', { n: count(rows.length) }))
    setAttribute(total, 'data-value', String(rows.length))
    const here = none ? word(running ? 'no_cameras' : 'cameras_off') : note
    setWhole(says, missing || here)
  }

  const redraw = () => {
    const listing = last('cameras')
    if (listing) draw(listing)
  }

  on('cameras', draw)
  return {
    /**
     * The panels show what is around a place, or null: the area.
     * @param {Camera[] | null} rows
     */
    around(rows) {
      note = rows ? word('cameras_near', { n: page.cameras.radius_m }) : ''
      redraw()
    },
    /**
     * Cameras that the address names and that cannot be shown.
     * @param {string[]} ids
     */
    missing(ids) {
      const sentence = ids.length ? word('cameras_missing', { ids: ids.join(', ') }) : ''
      if (sentence === missing) return
      missing = sentence
      redraw()
    },
  }
}
