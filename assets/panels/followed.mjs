// Screens that follow whoever works at this page: told where they look, and that they are still there, while the page is in
// sight. What follows is named, and let go by a button.

import { make, setText } from '../core/dom.mjs'
import { page, word } from '../core/page.mjs'
import { onScreens } from '../core/push.mjs'
import { here } from '../core/route.mjs'
import { on } from '../core/store.mjs'

const EVERY_MS = 10_000 // a third of what a screen waits

/** @type {Followed[]} */
let followed = []

/** @param {string} area empty: where it was */
function say(area) {
  if (document.hidden) return
  for (const { screen, push } of followed) onScreens('follow', { screen, push, area })
}

/** @param {HTMLElement} place */
export function mountFollowed(place) {
  if (page.kind === 'director') return // it looks at a room, and leads nobody
  const list = make('ol', 'followed-list')
  place.append(list)
  on('notices', ({ followed: now }) => {
    const known = new Set(followed.map(({ push }) => push))
    followed = now
    list.replaceChildren(...followed.map(line))
    if (followed.some(({ push }) => !known.has(push))) say(here() ?? '')
  })
  on('area', ({ code }) => say(code))
  document.addEventListener('visibilitychange', () => say(here() ?? ''))
  setInterval(() => say(''), EVERY_MS)
}

/** @param {Followed} told */
function line({ screen, name, push, beyond }) {
  const [node, stop, said] = [make('li', 'followed'), make('button', 'notice-read'), make('span')]
  setText(said, word(beyond ? 'followed_beyond' : 'followed_by', { screen: name }))
  stop.type = 'button'
  setText(stop, word('follow_stop'))
  stop.addEventListener('click', () => onScreens('end', { screen, push }))
  node.append(said, stop)
  return node
}
