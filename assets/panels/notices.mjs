// Announcements for whoever works at this page: each stays until they say that they have read it, or it ends. That the page showed
// it is told once it is in sight.

import { now } from '../core/clock.mjs'
import { make } from '../core/dom.mjs'
import { ofPair } from '../core/names.mjs'
import { moment } from '../core/moments.mjs'
import { word } from '../core/page.mjs'
import { ask, tell } from '../core/socket.mjs'
import { on } from '../core/store.mjs'

const LOOK_MS = 1000
const KEPT = 50
const READ = 'gridwall-read'

/** @returns {string[]} */
export function readBefore() {
  try {
    return JSON.parse(localStorage.getItem(READ) ?? '[]')
  } catch {
    return []
  }
}

/** @param {string} id */
export function keep(id) {
  try {
    localStorage.setItem(READ, JSON.stringify([...readBefore(), id].slice(-KEPT)))
  } catch {
    // this browser keeps nothing: it comes again with the next page
  }
}

/** @type {PersonNotice[]} */
let told = []
const [shown, read] = [new Set(), new Set(readBefore())]

/** @param {HTMLElement} place */
export function mountNotices(place) {
  const list = make('ol', 'notice-list')
  place.append(list)
  const look = () => draw(list)
  on('notices', ({ announcements }) => {
    told = announcements
    look()
  })
  setInterval(look, LOOK_MS)
}

/** @param {HTMLElement} list */
function draw(list) {
  const live = told.filter(({ id, until }) => until > now() && !read.has(id))
  const drawn = [...list.children].map((node) => /** @type {HTMLElement} */ (node).dataset.notice)
  if (live.map(({ id }) => id).join() !== drawn.join())
    list.replaceChildren(...live.map((notice) => card(notice, list)))
  if (document.hidden) return
  for (const { id } of live) if (!shown.has(id) && tell('seen', { announcement: id })) shown.add(id)
}

/**
 * @param {PersonNotice} notice
 * @param {HTMLElement} list
 */
function card({ id, text, by, until }, list) {
  const [node, button] = [make('li', 'notice'), make('button', 'notice-read', word('notice_read'))]
  const about = word('notice_by', { who: ofPair(by), time: moment(until, now()) })
  button.type = 'button'
  node.dataset.notice = id
  const said = make('p', 'notice-text', text)
  said.setAttribute('role', 'status')
  node.append(said, make('p', 'notice-about', about), button)
  button.addEventListener('click', async () => {
    const answer = await ask('seen', { announcement: id, read: true }).catch(() => null)
    if (!answer?.ok) return node.append(make('p', 'notice-about', word('to_screen_no_answer')))
    read.add(id)
    keep(id)
    draw(list)
  })
  return node
}
