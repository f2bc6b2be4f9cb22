// Beside headlines: the same time yesterday and a week ago, as far as there is room and the record reaches.
import { on } from '../core/store.mjs'
import { childrenOf, make, setText } from '../core/dom.mjs'
import { percent } from '../core/numbers.mjs'
import { earlierWords } from '../panels/earlier.mjs'

/** @param {HTMLElement} wall */
export function mountEarlier(wall) {
  const places = /** @type {HTMLElement[]} */ ([...wall.querySelectorAll('[data-before]')])
  on('state', ({ state, changed }) => {
    if (changed.has('before')) for (const place of places) fill(place, state)
  })
}

/**
 * @param {HTMLElement} place
 * @param {RoomState} state
 */
function fill(place, { before, counters }) {
  const counter = place.dataset.before ?? ''
  const share = place.dataset.of && counters[place.dataset.of]
  const texts = earlierWords(
    (ago) => before[ago]?.[counter],
    share ? (value) => percent(value / share) : undefined,
  )
  while (place.childElementCount < texts.length) place.append(make('span', 'before-piece'))
  childrenOf(place).forEach((piece, at) => {
    piece.hidden = at >= texts.length
    setText(piece, texts[at] ?? '')
  })
}
