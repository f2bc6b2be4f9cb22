// The header's fixed parts: the product's name, the world's name and frame, the language switch.
import { page, word } from '../page.mjs'
import { byId, make, setText } from './dom.mjs'
import { isChinese } from './names.mjs'

export function mountHead(wall) {
  setText(byId('product'), page.title)
  showWorld(wall)
  const button = byId('lang')
  setText(button, isChinese() ? 'EN' : '中文')
  button.lang = isChinese() ? 'en' : 'zh-CN'
  button.addEventListener('click', switchLanguage)
}

/** The server answers in the language asked for: a switch is the same address with another `lang`. */
export function switchLanguage() {
  const address = new URL(location.href)
  address.searchParams.set('lang', isChinese() ? 'en' : 'zh')
  location.assign(address)
}

function showWorld(wall) {
  const { world, world_note: note } = page
  if (world === 'live') return
  wall.dataset.world = world
  const plate = byId('world')
  plate.append(make('b', '', word(`world_${world}`)), make('span', 'world-note', note || word(`note_${world}`)))
  plate.hidden = false
}
