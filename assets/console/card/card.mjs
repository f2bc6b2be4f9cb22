// The case card: which parts it has, in order, and when they are drawn. Each part is a file that knows one matter.

import { now } from '../../core/clock.mjs'
import { word } from '../../core/page.mjs'
import { byId, make, oncePerFrame, part } from '../../core/dom.mjs'
import { last, on } from '../../core/store.mjs'
import { drawAbout } from './about.mjs'
import { drawSecondPerson } from './second_person.mjs'
import { drawCaller } from './caller.mjs'
import { drawCameras } from './cameras.mjs'
import { drawClocks } from './clocks.mjs'
import { drawDuplicate } from './duplicate.mjs'
import { drawHistory } from './history.mjs'
import { drawNear } from './near.mjs'
import { drawNext, drawOffer } from './next.mjs'
import { drawOnCall } from './on_call.mjs'
import { drawOrder } from './order.mjs'
import { drawSent } from './sent.mjs'
import { drawSteps } from './steps.mjs'
import { drawText } from './text.mjs'
import { drawWhat } from './what.mjs'
import { current } from '../desk/detail.mjs'
import { known } from '../desk/socket.mjs'
import { nextToDo } from '../queue/next_case.mjs'

/** @type {Record<string, DrawPart>} */
const PARTS = {
  what: drawWhat,
  caller: drawCaller,
  clocks: drawClocks,
  next: drawNext,
  steps: drawSteps,
  asked: drawSecondPerson,
  order: drawOrder,
  duplicate: drawDuplicate,
  near: drawNear,
  sent: drawSent,
  'on-call': drawOnCall,
  about: drawAbout,
  text: drawText,
  cameras: drawCameras,
  history: drawHistory,
}

function draw() {
  const card = byId('card')
  const record = current()
  const told = last('detail')
  card.classList.toggle('none', record === null)
  card.dataset.case = record?.id ?? ''
  card.dataset.revision = record ? String(record.revision) : ''
  for (const [name, drawPart] of Object.entries(PARTS)) {
    const host = part(card, name)
    if (record) drawPart(host, record, told?.id === record.id ? told.detail : null, now())
    else clear(host)
  }
  if (record !== null) return
  part(card, 'what').append(make('p', 'card-empty', nobody(told)))
  if (!told?.id) drawOffer(part(card, 'next'), null)
}

// What was drawn is forgotten too: the same case may be looked at again.
/** @param {HTMLElement} host */
function clear(host) {
  delete host.dataset.shown
  host.replaceChildren()
}

/** @param {Detail | undefined} told */
function nobody(told) {
  if (told?.id) return told.trouble ?? word('details_loading')
  return word(known() && nextToDo(null) === null ? 'card_calm' : 'card_empty')
}

export function mountCard() {
  const soon = oncePerFrame(draw)
  for (const topic of /** @type {const} */ (['view', 'queue', 'detail', 'near', 'seats', 'command']))
    on(topic, soon)
  on('cameras', ({ changed }) => changed === 'list' && soon())
  setInterval(() => {
    const record = current()
    if (!record) return
    const told = last('detail')
    const detail = told?.id === record.id ? told.detail : null
    drawClocks(part(byId('card'), 'clocks'), record, detail, now())
    drawNext(part(byId('card'), 'next'), record, detail, now())
    drawOrder(part(byId('card'), 'order'), record, detail, now())
  }, 1000)
}
