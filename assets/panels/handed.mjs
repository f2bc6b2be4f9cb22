// A shift that was signed and that nobody accepted in time: said on pages of its area, and to whoever must see to it on all
// of theirs, until somebody accepts or they have read it.

import { at } from '../core/base.mjs'
import { now } from '../core/clock.mjs'
import { make, setText } from '../core/dom.mjs'
import { moment } from '../core/moments.mjs'
import { ofPair } from '../core/names.mjs'
import { page, word } from '../core/page.mjs'
import { here } from '../core/route.mjs'
import { on } from '../core/store.mjs'
import { keep, readBefore } from './notices.mjs'

/** @type {LateHandover[]} */
let told = []
const read = new Set(readBefore())

/** @param {LateHandover} late */
const idOf = ({ area, number, at: time }) => `handover ${area} ${number} ${time}`

/** @param {HTMLElement} place */
export function mountHanded(place) {
  const list = make('ol', 'replaced-list')
  place.append(list)
  on('notices', ({ late = [] }) => {
    told = late
    draw(list)
  })
  on('area', () => draw(list))
}

/** @param {HTMLElement} list */
function draw(list) {
  const shown = told.filter((late) => (late.own || late.area === here()) && !read.has(idOf(late)))
  const drawn = [...list.children].map((node) => /** @type {HTMLElement} */ (node).dataset.late)
  if (shown.map(idOf).join() !== drawn.join()) list.replaceChildren(...shown.map((late) => line(late, list)))
}

/**
 * @param {LateHandover} late
 * @param {HTMLElement} list
 */
function line(late, list) {
  const [node, said, button] = [make('li', 'replaced'), make('span'), make('button', 'notice-read')]
  node.dataset.late = idOf(late)
  said.setAttribute('role', 'status')
  setText(said, word('handover_late', { area: ofPair(late.name), time: moment(late.at, now()) }))
  node.append(said)
  if (late.opens) {
    const way = make('a', 'notice-read', word('handover_open'))
    way.setAttribute('href', at(`/handover/${late.area}?lang=${page.lang}`))
    node.append(way)
  }
  button.type = 'button'
  setText(button, word('notice_read'))
  button.addEventListener('click', () => {
    read.add(idOf(late))
    keep(idOf(late))
    draw(list)
  })
  node.append(button)
  return node
}
