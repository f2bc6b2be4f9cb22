// What stands on the map as a list, for whoever hears the page: calls for help, then the areas with open cases, the worst
// first. Written anew at most every ten seconds, and only when it says something else.
import { now } from '../core/clock.mjs'
import { calling } from '../core/case_status.mjs'
import { byId, make, part, setAttribute, setText } from '../core/dom.mjs'
import { placeName, stateOf, titleOf } from '../core/names.mjs'
import { named, word } from '../core/page.mjs'
import { last, on } from '../core/store.mjs'
import { worst } from './tile_layout.mjs'

const EVERY_MS = 10_000

/**
 * One line each. `area`: its children; `state` of the same area.
 * @param {Pick<Area, 'children'>} area
 * @param {RoomState} state
 * @param {number} at
 */
export function linesOf({ children }, state, at) {
  const calls = state.cases.filter(calling)
  const told = calls.map((one) => [titleOf(one), placeName(one), stateOf(one, at)].join(' · '))
  const some = worst(children, state.tiles, children.length).filter(({ code }) => state.tiles[code]?.open)
  const areas = some.map((child) => {
    const { open, overdue, sos } = state.tiles[child.code]
    const counts = [sos && `${word('sos')} ${sos}`, overdue && `${word('overdue')} ${overdue}`]
    return `${named(child)}${word('colon')}${[...counts, `${word('open')} ${open}`].filter(Boolean).join(', ')}`
  })
  return [...told, ...areas]
}

export function mountMapList() {
  const root = byId('map-list')
  const list = part(root, 'lines')
  let written = ''
  const write = () => {
    const [area, told] = [last('area'), last('state')]
    if (!area || !told || told.code !== area.code) return
    const lines = linesOf(area, told.state, now())
    const text = lines.join('\n')
    if (text === written) return
    written = text
    list.replaceChildren(...lines.map((line) => make('li', '', line)))
    setText(part(root, 'none'), lines.length ? '' : word('no_cases'))
  }
  setInterval(write, EVERY_MS)
  on('state', ({ snapshot }) => {
    if (!snapshot) return
    setAttribute(byId('map-box').querySelector('.map') ?? byId('map-box'), 'aria-details', 'map-list')
    setTimeout(write, 0)
  })
}
