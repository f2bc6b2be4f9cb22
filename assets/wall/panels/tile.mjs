// One tile: name, open cases, people on duty, overdue. Knows no layout and no topic.
import { word } from '../page.mjs'
import { pathOf, prefetch } from '../route.mjs'
import { make, part, setAttribute, setText } from './dom.mjs'
import { shortName } from './names.mjs'
import { writeNumber } from './numbers.mjs'

/** What belongs to the area itself, not to one below: the last tile, which leads nowhere. */
export const DIRECT = 'direct'
const COUNTERS = ['open', 'on_duty', 'overdue']

export function newTile({ code }, name) {
  const node = code === DIRECT ? make('div', 'tile direct') : link(code)
  node.dataset.area = code
  node.dataset.name = name
  node.title = name
  const title = make('span', 'tile-name')
  title.dataset.part = 'name'
  node.append(title, number('open', 'tile-open'), foot())
  return node
}

function link(code) {
  const node = make('a', 'tile')
  node.href = pathOf(code)
  node.addEventListener('pointerenter', () => prefetch(code))
  node.addEventListener('focus', () => prefetch(code))
  return node
}

function number(counter, className = '') {
  const node = make('span', className)
  node.dataset.counter = counter
  node.dataset.part = counter
  return node
}

function foot() {
  const [node, duty, late] = [make('span', 'tile-foot'), make('span', 'tile-duty'), make('span', 'tile-late')]
  duty.append(make('span', 'dot patrolling'), number('on_duty'))
  late.append(make('span', 'mark overdue'), number('overdue'))
  late.dataset.part = 'late'
  node.append(duty, late)
  return node
}

export function fillTile(node, value) {
  for (const counter of COUNTERS) writeNumber(part(node, counter), value[counter])
  part(node, 'late').hidden = !value.overdue
  node.classList.toggle('late', value.overdue > 0)
  node.classList.toggle('sos', value.sos > 0)
  node.classList.toggle('calm', !value.open)
  const told = { name: node.dataset.name, open: value.open, on_duty: value.on_duty, overdue: value.overdue ?? '—' }
  setAttribute(node, 'aria-label', word('tile_title', told))
}

/** The longest text of each counter among tiles: when it grows, they may need more room. */
export function lengths(tiles) {
  const texts = (counter) => [...tiles].map((node) => (part(node, counter).parentElement.hidden ? '' : part(node, counter).textContent))
  return COUNTERS.map((counter) => Math.max(0, ...texts(counter).map((text) => text.length)))
}

const cut = (node) => [node, ...node.children].some((piece) => piece.scrollWidth > piece.clientWidth)

/** Shows the name as long as the tile allows; a name of several words may stand with its first. False: too narrow. */
export function fitTile(node) {
  const title = part(node, 'name')
  const short = shortName(node.dataset.name)
  setText(title, short)
  if (cut(node) && short.includes(' ')) setText(title, short.split(' ')[0])
  return !cut(node)
}
