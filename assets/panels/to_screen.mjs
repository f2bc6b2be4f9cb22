// Something goes on a screen of a room: chosen by its number, a click or a drop, of those that hang in one's area. Beside each
// stands what it shows now and whose that is; what came of it stays to be read.

import { now } from '../core/clock.mjs'
import { byId, closest, make, part, setAttribute, setText, setWhole } from '../core/dom.mjs'
import { keyName, rests } from '../core/keys.mjs'
import { page, word } from '../core/page.mjs'
import { onScreens, putOn } from '../core/push.mjs'
import { ask, hear } from '../core/socket.mjs'
import { last, on } from '../core/store.mjs'
import { closeDialog, openDialog } from './dialogs.mjs'
import { POINTED, meant, onTheMap, placeThing, thingOf } from './meant.mjs'
import { isGone, leftWords, seen, shownWords } from './shown_words.mjs'

const NUMBERED = 9
const FOLLOW_KEY = 'M'
const TICK_MS = 1000

/** @type {{thing: Thing, list: HTMLElement, said: HTMLElement} | null} */
let open = null
/** @type {DirectedRoom | null} */
let room = null
/** @type {DirectedScreen[]} */
let screens = []
let outcome = '' // the screen on which something was put last: whether it is seen there may be known later

/** @param {DirectedRoom} told */
function take(told) {
  if (!open) return
  room = told
  screens = told.screens.filter(({ may }) => may)
  const { list, said } = open
  while (list.childElementCount > screens.length) list.lastElementChild?.remove()
  while (list.childElementCount < screens.length) list.append(line(list.childElementCount))
  draw()
  if (said.dataset.state) return // what came of it stays: the list comes anew with every push
  setText(said, screens.length ? word('to_screen_how') : word('to_screen_none'))
}

function draw() {
  if (!open || !room) return
  const told = room
  const cases = last('state')?.state.cases ?? []
  screens.forEach((screen, at) => {
    const node = /** @type {HTMLElement} */ (open?.list.children[at])
    const push = seen(screen)
    setAttribute(node, 'data-screen', screen.id)
    setAttribute(node, 'data-pushed', push ? push.rank : '')
    setWhole(part(node, 'name'), `${screen.name} · ${screen.room}`)
    setWhole(part(node, 'now'), word('to_screen_now', { what: shownWords(screen, push, cases, told) }))
    const gone = isGone(screen, now())
    setAttribute(node, 'data-health', gone ? 'gone' : '')
    if (screen.id === outcome && open)
      setText(open.said, word(gone ? 'put_offline' : 'to_screen_done', { screen: screen.name }))
    const left = [gone && word('screen_gone'), push && leftWords(push)]
    setText(part(node, 'left'), left.filter(Boolean).join(' · '))
  })
}

/** @param {number} at */
function line(at) {
  const [item, button] = [make('li'), make('button', 'to-screen-one')]
  button.type = 'button'
  button.append(make('kbd', '', at < NUMBERED ? String(at + 1) : ''))
  for (const name of ['name', 'left', 'now']) {
    const piece = make('span', `to-screen-${name}`)
    piece.dataset.part = name
    button.append(piece)
  }
  button.addEventListener('click', () => put(at))
  item.addEventListener('dragover', (event) => event.preventDefault())
  item.addEventListener('drop', (event) => {
    event.preventDefault()
    put(at)
  })
  item.append(button)
  return item
}

/**
 * What is to follow begins where the screen is; the page tells it from then on. What follows already is let go.
 * @param {DirectedScreen} screen
 * @param {Thing} thing
 * @returns {Promise<[answer: any, done: string]>}
 */
async function carryOut(screen, { content }) {
  if (content.kind !== 'follow') return [await putOn(screen.id, content), 'to_screen_done']
  const push = screen.stack.pushes.find((one) => one.own && one.content.kind === 'follow')
  if (push) return [await onScreens('end', { screen: screen.id, push: push.id }), 'follow_ended']
  return [await putOn(screen.id, { ...content, area: screen.area }), 'follow_begun']
}

/** @param {number} at */
async function put(at) {
  if (!open || !screens[at]) return
  const { thing, said } = open
  const { id, name } = screens[at]
  const [answer, done] = await carryOut(screens[at], thing)
  outcome = answer?.ok && done === 'to_screen_done' ? id : ''
  if (answer?.ok) setText(said, word(done, { screen: name }))
  else setText(said, answer ? (answer.reason[page.lang] ?? answer.reason) : word('to_screen_no_answer'))
  setAttribute(said, 'data-state', answer?.ok ? 'done' : 'refused')
  draw()
}

/** @param {KeyboardEvent} event */
function key(event) {
  const isFollow = keyName(event.key) === FOLLOW_KEY
  if (rests(event) || event.repeat || !(isFollow || /^[1-9]$/.test(event.key))) return
  event.preventDefault()
  event.stopPropagation()
  if (isFollow) toScreen(followThing())
  else put(Number(event.key) - 1)
}

/** @returns {Thing} */
const followThing = () => ({ name: word('follow_me'), content: { kind: 'follow', area: page.scope } })

/** @param {Thing} thing */
export function toScreen(thing) {
  const dialog = byId('to-screen')
  const follows = thing.content.kind === 'follow'
  const heading = follows ? word('follow_which') : word('to_screen', { what: thing.name })
  const [head, close] = [make('h2', 'dialog-title'), make('button', 'close', word('close'))]
  const [list, said] = [make('ol', 'to-screen-list'), make('p', 'to-screen-said')]
  close.type = 'button'
  close.dataset.close = 'true'
  said.setAttribute('role', 'status')
  head.append(make('span', '', heading), close)
  dialog.setAttribute('aria-label', heading)
  dialog.replaceChildren(head, list, said, ...(follows ? [] : [followMe()]))
  openDialog(dialog, done)
  open = { thing, list, said }
  outcome = ''
  const timer = setInterval(draw, TICK_MS)
  document.addEventListener('keydown', key, true)
  ask('room', { room: '' }).catch(() => closeDialog()) // those of every room

  function done() {
    clearInterval(timer)
    document.removeEventListener('keydown', key, true)
    if (open?.list !== list) return // it was opened anew for something else
    open = room = null
    ask('room', { room: null }).catch(() => {})
  }
}

function followMe() {
  const button = make('button', 'to-screen-follow')
  button.type = 'button'
  button.append(make('kbd', '', FOLLOW_KEY), make('span', '', word('follow_me')))
  button.addEventListener('click', () => toScreen(followThing()))
  return button
}

/** The key of a page's table. */
export const pushMeant = () => page.pushes && toScreen(meant())

/**
 * By the right button on the map, and by dragging what stands on the page; for whoever may.
 * @param {HTMLElement} wall
 */
export function mountToScreen(wall) {
  hear('screens', take)
  if (!page.pushes) return
  on('aim', (aim) => aim?.asked && toScreen(onTheMap() ?? placeThing(aim)))
  wall.addEventListener('pointerover', (event) => {
    const node = closest(event, POINTED)
    if (node) node.draggable = true
  })
  wall.addEventListener('dragstart', (event) => {
    const thing = thingOf(/** @type {Element} */ (event.target))
    if (!thing) return
    event.dataTransfer?.setData('text/plain', thing.name)
    setTimeout(() => toScreen(thing)) // a page that changes while the drag begins ends it
  })
}
