// The header's fixed parts: the product's name, the world's name and frame, the language switch.
import { page, word } from '../core/page.mjs'
import { on } from '../core/store.mjs'
import { byId, make, setText, setWhole } from '../core/dom.mjs'
import { isChinese } from '../core/names.mjs'
import { mountAccount } from './account.mjs'
import { mountLevel } from './level.mjs'

/** @param {HTMLElement} wall */
export function mountHeader(wall) {
  setWhole(byId('product'), page.title)
  showWorld(wall, page)
  on('world', (told) => showWorld(wall, told))
  const button = byId('lang')
  setText(button, isChinese() ? 'EN' : '中文')
  button.lang = isChinese() ? 'en' : 'zh-CN'
  button.addEventListener('click', switchLanguage)
  mountAccount()
  mountLevel(wall)
}

/** The server answers in the language asked for: a switch is the same address with another `lang`. */
export function switchLanguage() {
  const address = new URL(location.href)
  address.searchParams.set('lang', isChinese() ? 'en' : 'zh')
  location.assign(address)
}

/**
 * The frame round the page and the plate that names it; a replay may begin under a page that is open.
 * @param {HTMLElement} wall
 * @param {World} world
 */
function showWorld(wall, { world, notes }) {
  const plate = byId('world')
  plate.hidden = world === 'live' || world === 'unknown'
  delete wall.dataset.world
  if (plate.hidden) return
  wall.dataset.world = world
  const remarks = notes.map(([zh, en]) => (isChinese() ? zh : en)).join(' · ')
  const note = make('span', remarks ? 'world-note remark' : 'world-note', remarks || word(`note_${world}`))
  plate.title = note.textContent
  plate.replaceChildren(make('b', '', word(`world_${world}`)), note)
}
