// Where we are: the address /wall/<code> or /console/<code>, going deeper, up and back without loading a page. A screen
// is at an address of its own, whatever area it shows.
// Knows no map and no panel: it tells `route`, then `area`.

import { at, inside } from './base.mjs'
import { areaMap } from './api.mjs'
import { closest } from './dom.mjs'
import { sameBesides } from './camera_query.mjs'
import { named, page } from './page.mjs'
import { emit, on } from './store.mjs'

const KIND = page.kind === 'console' ? 'console' : 'wall'
const PAGE = new RegExp(`^/${KIND}/([^/]+)/?$`)
/** @type {(code: string, ready?: Promise<unknown>) => void} */
let enter = () => {}
/** @type {string | null} */
let shown = null // the code shown
/** @type {string | null} */
let wanted = null // the code asked for: the last click wins

/** @param {string} pathname */
const codeOf = (pathname) => {
  const match = PAGE.exec(inside(pathname) ?? '')
  return match ? decodeURIComponent(match[1]) : null
}
/**
 * The address of an area's page of this kind; of a screen, its wall.
 * @param {string} code
 */
export const pathOf = (code) => at(`/${KIND}/${encodeURIComponent(code)}${location.search}`)

/** The code of the area shown, or being loaded. */
export const here = () => wanted ?? shown

/**
 * Go to an area: the address changes, the data follows.
 * @param {string} code
 */
export function go(code) {
  if (code === here()) return
  performance.mark('gridwall:go', { detail: code })
  history.pushState({ code }, '', pathOf(code))
  show(code, 'go')
}

/**
 * Show another area at the same address.
 * @param {string} code
 */
export function turnTo(code) {
  if (code === here()) return
  performance.mark('gridwall:go', { detail: code })
  show(code, 'go')
}

/**
 * Go to the page that shows an area, and light the area there.
 * @param {string} page
 * @param {string} code
 */
export function goTo(page, code) {
  const light = () => page !== code && emit('lit', code)
  if (page === here()) return light()
  go(page)
  let fresh = false // the topic tells what it told last, at once
  const done = on('area', (area) => {
    if (!fresh) return
    done()
    if (area.code === page) light()
  })
  fresh = true
}

/** One level up, from an area still being loaded too; nothing at the top of what the viewer may open. */
export async function up() {
  const asked = here()
  if (asked === null) return
  const path = await areaMap(asked).then(
    (payload) => payload.path,
    () => [],
  )
  const above = path.at(-2)
  if (here() === asked && above && asked !== page.scope) go(above.code)
}

/**
 * Show the same area once more: it was redrawn, perhaps under another code, which `pathname` says.
 * @param {string} pathname
 */
export function again(pathname) {
  const code = codeOf(pathname) ?? here()
  if (code === null) return
  if (codeOf(location.pathname) !== null) history.replaceState({ code }, '', pathOf(code))
  show(code, 'back')
}

/**
 * Load an area's map before it is asked for.
 * @param {string} code
 */
export const prefetch = (code) => areaMap(code).catch(() => {})

/**
 * @param {string} code
 * @param {'load' | 'go' | 'back'} how
 */
async function show(code, how) {
  const from = shown
  wanted = code
  const arrival = areaMap(code).then((payload) => {
    if (wanted === code) arrive(payload)
  })
  emit('route', { code, from, how })
  enter(
    code,
    arrival.catch(() => {}),
  )
  try {
    await arrival
  } catch (error) {
    if (wanted === code) stay(code, from, how, /** @type {Error} */ (error).message)
  }
}

/** @param {Area} payload */
function arrive(payload) {
  shown = payload.code
  wanted = null
  document.title = `${named(payload)} · ${page.title}`
  emit('area', payload)
}

/**
 * @param {string} code
 * @param {string | null} from
 * @param {'load' | 'go' | 'back'} how
 * @param {string} trouble
 */
function stay(code, from, how, trouble) {
  wanted = null
  emit('route', { code: from ?? code, from, how, trouble })
  if (from === null) {
    setTimeout(() => here() === null && show(code, how), 2000) // the first area: nothing to stay at
    return
  }
  if (codeOf(location.pathname) !== null) history.replaceState({ code: from }, '', pathOf(from))
  enter(from)
}

/** @param {MouseEvent} event */
function onClick(event) {
  const plain = event.button === 0 && !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey)
  const link = plain && !event.defaultPrevented && closest(event, 'a[href]')
  const code = link && !link.target && link.origin === location.origin ? codeOf(link.pathname) : null
  if (code === null || (link.search && !sameBesides(link.search, location.search))) return
  event.preventDefault()
  go(code)
}

/**
 * Begin at the address; `join(code, ready)` is told each area wanted, `ready` settles when its map is told.
 * @param {(code: string, ready?: Promise<unknown>) => void} join
 */
export function startRoute(join) {
  enter = join
  document.addEventListener('click', onClick)
  addEventListener('popstate', () => {
    const code = codeOf(location.pathname)
    if (code !== null && code !== here()) show(code, 'back')
  })
  const code = codeOf(location.pathname)
  if (code === null) return
  performance.mark('gridwall:go', { detail: code })
  show(code, 'load')
}
