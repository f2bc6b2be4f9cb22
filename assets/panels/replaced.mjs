// What whoever works at this page had put on a screen, and somebody else covered or ended: said until they have read it, or for as
// long as the server says.

import { now } from '../core/clock.mjs'
import { make, setText } from '../core/dom.mjs'
import { ofPair } from '../core/names.mjs'
import { word } from '../core/page.mjs'
import { on } from '../core/store.mjs'
import { keep, readBefore } from './notices.mjs'

const LOOK_MS = 1000

/** @type {ReplacedPush[]} */
let told = []
const read = new Set(readBefore())

/** @param {ReplacedPush} push */
export const replacedWords = ({ screen, how, by }) => word(`replaced_${how}`, { screen, who: ofPair(by) })

/** @param {HTMLElement} place */
export function mountReplaced(place) {
  const list = make('ol', 'replaced-list')
  place.append(list)
  on('notices', ({ replaced = [] }) => {
    told = replaced
    draw(list)
  })
  setInterval(() => draw(list), LOOK_MS)
}

/** @param {HTMLElement} list */
function draw(list) {
  const live = told.filter(({ id, until }) => until > now() && !read.has(id))
  const drawn = [...list.children].map((node) => /** @type {HTMLElement} */ (node).dataset.replaced)
  if (live.map(({ id }) => id).join() !== drawn.join())
    list.replaceChildren(...live.map((one) => line(one, list)))
}

/**
 * @param {ReplacedPush} push
 * @param {HTMLElement} list
 */
function line(push, list) {
  const [node, said, button] = [make('li', 'replaced'), make('span'), make('button', 'notice-read')]
  node.dataset.replaced = push.id
  said.setAttribute('role', 'status')
  setText(said, replacedWords(push))
  button.type = 'button'
  setText(button, word('notice_read'))
  button.addEventListener('click', () => {
    read.add(push.id)
    keep(push.id)
    draw(list)
  })
  node.append(said, button)
  return node
}
