// The case looked at goes on a screen of a room: chosen by its number or a click, of those that hang in one's area.

import { byId, make, setAttribute, setText } from '../../core/dom.mjs'
import { titleOf } from '../../core/names.mjs'
import { page, word } from '../../core/page.mjs'
import { putOn } from '../../core/push.mjs'
import { ask, hear } from '../../core/socket.mjs'
import { closeDialog, openDialog } from '../../panels/dialogs.mjs'
import { rows } from '../desk/socket.mjs'
import { view } from '../desk/view.mjs'

const MOST = 9

/** @type {{record: CaseRow, list: HTMLElement, said: HTMLElement} | null} */
let open = null
/** @type {{id: string, name: string, room: string}[]} */
let screens = []

/** @param {{screens: (typeof screens[number] & {may: boolean})[]}} told */
function draw(told) {
  if (!open) return
  screens = told.screens.filter(({ may }) => may).slice(0, MOST)
  open.list.replaceChildren(...screens.map(line))
  if (open.said.dataset.state) return // what came of it stays: the list comes anew with every push
  setText(open.said, screens.length ? word('to_screen_how') : word('to_screen_none'))
}

/**
 * @param {typeof screens[number]} screen
 * @param {number} at
 */
function line(screen, at) {
  const button = make('button', 'send', `${at + 1} · ${screen.name} · ${screen.room}`)
  button.type = 'button'
  button.addEventListener('click', () => put(at))
  const item = make('li')
  item.append(button)
  return item
}

/** @param {number} at */
async function put(at) {
  if (!open || !screens[at]) return
  const { record, said } = open
  const { id, name } = screens[at]
  const answer = await putOn(id, { kind: 'case', id: record.id, area: record.area ?? page.scope })
  if (answer?.ok) setText(said, word('to_screen_done', { screen: name }))
  else setText(said, answer ? answer.reason[page.lang] : word('to_screen_no_answer'))
  setAttribute(said, 'data-state', answer?.ok ? 'done' : 'refused')
}

/** @param {KeyboardEvent} event */
function number(event) {
  if (!/^[1-9]$/.test(event.key)) return
  event.preventDefault()
  put(Number(event.key) - 1)
}

export function toScreen() {
  const record = rows().get(view().case ?? '')
  if (!record) return
  const dialog = byId('preview')
  const head = make('h2', 'dialog-title')
  const close = make('button', 'close', word('close'))
  const [list, said] = [make('ol', 'to-screen'), make('p', 'to-screen-said')]
  close.type = 'button'
  close.dataset.close = 'true'
  said.setAttribute('role', 'status')
  head.append(make('span', '', word('to_screen', { what: titleOf(record) })), close)
  dialog.replaceChildren(head, list, said)
  open = { record, list, said }
  document.addEventListener('keydown', number, true)
  openDialog(dialog, () => {
    document.removeEventListener('keydown', number, true)
    open = null
    ask('room', { room: null }).catch(() => {})
  })
  ask('room', { room: '' }).catch(() => closeDialog()) // those of every room
}

hear('screens', draw)
