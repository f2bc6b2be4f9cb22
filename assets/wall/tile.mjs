// One tile: name, open cases, people on duty, overdue. Knows no layout and no topic.
import { word } from '../core/page.mjs'
import { pathOf, prefetch } from '../core/route.mjs'
import { make, part } from '../core/dom.mjs'
import { shortName } from '../core/names.mjs'
import { writeNumber } from '../core/numbers.mjs'

/** What belongs to the area itself, not to one below; and all for which the wall has no room: they lead nowhere. */
export const DIRECT = 'direct'
export const REST = 'rest'
const COUNTERS = ['open', 'on_duty', 'overdue']

/**
 * @param {{code: string}} parts
 * @param {string} name
 */
export function newTile({ code }, name) {
  const node = code === DIRECT || code === REST ? make('div', `tile ${code}`) : link(code)
  node.dataset.area = code
  node.dataset.name = name
  node.title = name
  const title = make('span', 'tile-name', shortName(name))
  title.dataset.part = 'name'
  node.append(title, said('open'), number('open', 'tile-open'), foot())
  fillTile(node, {})
  return node
}

/** @param {string} code */
function link(code) {
  const node = make('a', 'tile')
  node.href = pathOf(code)
  node.addEventListener('pointerenter', () => prefetch(code))
  node.addEventListener('focus', () => prefetch(code))
  return node
}

/** @param {string} counter */
function number(counter, className = '') {
  const node = make('span', className)
  node.dataset.counter = counter
  node.dataset.part = counter
  return node
}

/**
 * What a number counts, for whoever hears the page.
 * @param {string} key
 */
const said = (key) => make('span', 'unseen', `${word(key)} `)

function foot() {
  const [node, duty, late] = [make('span', 'tile-foot'), make('span', 'tile-duty'), make('span', 'tile-late')]
  duty.append(make('span', 'dot anyone'), said('on_duty'), number('on_duty'))
  late.append(make('span', 'mark overdue'), said('overdue'), number('overdue'))
  late.dataset.part = 'late'
  node.append(duty, late)
  return node
}

/**
 * `most`: open cases of the area that has most of them, for the bar of a ranking.
 * @param {HTMLElement} node
 * @param {any} value
 */
export function fillTile(node, value, most = Infinity) {
  node.style.setProperty('--share', String(Math.min(1, (value.open ?? 0) / most)))
  for (const counter of COUNTERS) writeNumber(part(node, counter), value[counter])
  part(node, 'late').hidden = !value.overdue
  node.classList.toggle('late', value.overdue > 0)
  node.classList.toggle('sos', value.sos > 0)
  node.classList.toggle('calm', !value.open)
}

/**
 * The longest text of each counter among tiles: when it grows, they may need more room.
 * @param {HTMLElement[]} tiles
 */
export function lengths(tiles) {
  /** @param {string} counter */
  const texts = (counter) =>
    [...tiles].map((node) =>
      part(node, counter).parentElement.hidden ? '' : part(node, counter).textContent,
    )
  return COUNTERS.map((counter) => Math.max(0, ...texts(counter).map((text) => text.length)))
}

/** @param {any} piece */
const cut = (piece) => piece.scrollWidth > piece.clientWidth
const SHORTENED = 0.1 // of the names: one long name does not take the map's room from all others

/**
 * Whether every number has its room, and nearly every name.
 * @param {HTMLElement[]} tiles
 */
export function fitTiles(tiles) {
  for (const node of tiles) part(node, 'name').classList.remove('long')
  const names = tiles.filter((node) => cut(part(node, 'name')))
  const numbers = tiles.some((node) => cut(node) || cut(part(node, 'open')) || cut(node.lastElementChild))
  return !numbers && names.length <= SHORTENED * tiles.length
}

const NARROWEST = 0.72 // of a letter's width

/**
 * Names that find no room in their place get closer and narrower letters.
 * @param {HTMLElement[]} tiles
 */
export function squeezeNames(tiles) {
  for (const node of tiles) {
    const name = part(node, 'name')
    name.classList.remove('long')
    name.style.removeProperty('--squeeze')
    if (!cut(name)) continue
    name.classList.add('long', 'whole')
    const text = name.getBoundingClientRect().width // in fractions: a text too wide by half a pixel ends in dots
    name.classList.remove('whole')
    const share = Math.max(NARROWEST, name.getBoundingClientRect().width / text - 0.01)
    if (share < 1) name.style.setProperty('--squeeze', share.toFixed(3))
  }
}
