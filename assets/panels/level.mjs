// The level of the whole city: a frame round the page and a plate in its header, each of a shape of its own. The frame lies over
// the page's edge; the plate's room is taken from what names the place, and nothing else moves.

import { byId, make, setText } from '../core/dom.mjs'
import { now } from '../core/clock.mjs'
import { ofPair } from '../core/names.mjs'
import { moment } from '../core/moments.mjs'
import { page, word } from '../core/page.mjs'
import { on } from '../core/store.mjs'

/** @param {HTMLElement} wall */
export function mountLevel(wall) {
  if (page.kind === 'screen') return // it says so at its foot, for those who sit far away
  const [frame, plate] = [make('div', 'level-frame'), make('span', 'level-plate')]
  frame.setAttribute('aria-hidden', 'true')
  plate.setAttribute('role', 'status')
  plate.append(make('span', 'level-shape'), make('b', 'level-word'), make('span', 'level-why'))
  wall.append(frame)
  const name = byId('crumbs') ?? byId('rooms')
  if (name) name.after(plate)
  else byId('light-note').before(plate)
  draw(wall, plate, page.level)
  on('notices', ({ level }) => draw(wall, plate, level))
}

/**
 * @param {HTMLElement} wall
 * @param {HTMLElement} plate
 * @param {CityLevel | null} level
 */
function draw(wall, plate, level) {
  const code = level?.code ?? 'normal'
  wall.dataset.level = code
  plate.hidden = code === 'normal'
  if (plate.hidden || !level) return
  const [, name, why] = plate.children
  setText(name, word(`level_${code}`))
  setText(why, level.why)
  plate.title = levelSaid(level)
}

/**
 * What level it is, why, by whom and since when.
 * @param {CityLevel} level
 */
export function levelSaid({ code, why, by, at }) {
  const status = word(code === 'exercise' ? 'level_cap_exercise' : 'level_cap_actual')
  const name = word(`level_${code}`)
  if (!at) return name
  const who = by ? ofPair(by) : '—'
  return word('level_said', { name, why, who, time: moment(at, now()), status })
}
