// The newest cases: what, where, how long ago, how it stands. A new one takes the top; rows keep their height.
import { now } from '../core/clock.mjs'
import { word } from '../core/page.mjs'
import { markOf } from '../core/case_status.mjs'
import { emit, on } from '../core/store.mjs'
import { age } from '../core/ages.mjs'
import { byId, make, oncePerFrame, part, setAttribute, setText, setWhole } from '../core/dom.mjs'
import { placeName, stateOf, titleOf } from '../core/names.mjs'
import { count } from '../core/numbers.mjs'

const TIMES_EVERY_MS = 1000
const FRESH_MS = 4000
const MOST = 24 // rows on the tallest screen

export function mountFeed() {
  const list = part(byId('feed'), 'list')
  const rows = new Map() // case id → element
  const none = part(byId('feed'), 'none')
  let state = null // nothing is known before the first frame
  let settled = null // the area whose first cases are on the page: only later ones are news

  function draw() {
    const shown = (state?.cases ?? []).slice(0, MOST)
    const wanted = shown.map((record) => row(record))
    if (wanted.length !== list.childElementCount || wanted.some((node, at) => node !== list.children[at]))
      list.replaceChildren(...wanted)
    const ids = new Set(shown.map((record) => record.id))
    for (const id of rows.keys()) if (!ids.has(id)) rows.delete(id)
    setText(none, state === null ? count(null) : word('no_cases'))
    list.parentElement.classList.toggle('none', shown.length === 0)
    hideCut(list)
  }

  function row(record) {
    const node = rows.get(record.id) ?? newRow(record, settled)
    rows.set(record.id, node)
    fillRow(node, record)
    return node
  }

  function tellTimes() {
    for (const record of state?.cases ?? []) if (rows.has(record.id)) tellTime(rows.get(record.id), record)
  }

  const later = oncePerFrame(draw)
  on('state', (told) => {
    if (told.snapshot) {
      rows.clear()
      settled = false
    } else if (settled === false) settled = true
    state = told.state
    if (told.changed.has('cases')) later()
  })
  new ResizeObserver(later).observe(list)
  setInterval(tellTimes, TIMES_EVERY_MS)
  draw()
}

// A row that the edge would cut is not shown at all; long names take a second line, so rows differ.
function hideCut(list) {
  const edge = list.clientHeight + 1
  const cut = [...list.children].map((row) => row.offsetTop - list.offsetTop + row.offsetHeight > edge)
  cut.forEach((is, at) => list.children[at].classList.toggle('beyond', is))
}

function newRow(record, news) {
  const node = make('li', 'feed-row')
  const button = make('button', 'feed-button')
  button.type = 'button'
  button.addEventListener('click', () => emit('select', { kind: 'case', id: record.id }))
  for (const name of ['mark', 'item', 'age', 'place', 'state']) {
    const piece = make('span', `feed-${name}`)
    piece.dataset.part = name
    button.append(piece)
  }
  node.append(button)
  node.dataset.case = record.id
  if (news) {
    node.classList.add('fresh')
    setTimeout(() => node.classList.remove('fresh'), FRESH_MS)
  }
  return node
}

function fillRow(node, record) {
  setWhole(part(node, 'item'), titleOf(record))
  setWhole(part(node, 'place'), placeName(record))
  tellTime(node, record)
}

// What time alone changes: how old a case is, and from when on it is late.
function tellTime(node, record) {
  const at = now()
  const mark = markOf(record, at)
  setAttribute(node, 'data-state', mark)
  setAttribute(part(node, 'mark'), 'class', `feed-mark mark ${mark}`)
  setText(part(node, 'age'), age(at - record.filed))
  setText(part(node, 'state'), stateOf(record, at))
}
