// The band: a call for help until a person acknowledges it, or a fresh urgent case. It lies over space that the map
// keeps for it: nothing moves when it comes and goes.
import { now } from '../core/clock.mjs'
import { WALL_KEYS } from '../core/contract.mjs'
import { page, word } from '../core/page.mjs'
import { ask } from '../core/socket.mjs'
import { emit, on } from '../core/store.mjs'
import { age } from '../core/ages.mjs'
import { alarm } from './alarm.mjs'
import { byId, make, setWhole } from '../core/dom.mjs'
import { placeName, titleOf } from '../core/names.mjs'

const DONE_MS = 3000
const KEY = Object.keys(WALL_KEYS).find((key) => WALL_KEYS[key] === 'acknowledge') ?? ''

/** @type {{record: RoomCase, count: number} | null} */
let current = null // what the band shows: {record, count}
/** @type {any} */
let sent = null // {id, text, until}: what became of the last acknowledgement
/** @type {{id: string, command: string} | null} */
let doubtful = null // {id, command}: sent, and nobody can say whether it was taken

export function mountBand() {
  const band = byId('band')
  const pieces = build(band)
  /** @type {{cases: RoomCase[]}} */
  let state = { cases: [] }
  const draw = () => {
    finish(state)
    const wanted = sent && sent.id === current?.record.id ? current : alarm(state, now())
    current = wanted
    band.hidden = wanted === null
    if (wanted) show(band, pieces, wanted)
  }
  pieces.button.addEventListener('click', acknowledge)
  pieces.text.addEventListener('click', () => emit('select', { kind: 'case', id: current?.record.id }))
  on('state', (told) => {
    state = told.state
    draw()
  })
  setInterval(draw, 1000)
}

/** @param {HTMLElement} band */
function build(band) {
  const text = make('button', 'band-text')
  text.type = 'button'
  const names = ['what', 'where', 'who', 'since']
  const pieces = Object.fromEntries(names.map((name) => [name, make('span', `band-${name}`)]))
  const plate = make('span', 'mark sos')
  const [side, line] = [make('span', 'band-side'), make('span', 'band-line')]
  line.append(pieces.who, pieces.since)
  side.append(pieces.where, line)
  text.append(plate, pieces.what, side)
  const button = make('button', 'band-button')
  button.type = 'button'
  band.append(text, button)
  return { ...pieces, plate, text, button }
}

/**
 * @param {HTMLElement} band
 * @param {any} pieces
 * @param {{record: RoomCase, count: number}} parts
 */
function show(band, pieces, { record, count }) {
  band.classList.toggle('urgent', !record.sos)
  pieces.plate.className = `mark ${record.sos ? 'sos' : 'new'}`
  const title =
    record.sos && count > 1
      ? word('band_many', { count }) + (record.unfiled ? word('unfiled') : '')
      : titleOf(record)
  tellWhat(pieces.what, record.sos ? title : `${word('state_urgent')} · ${title}`)
  setWhole(pieces.where, placeName(record))
  setWhole(pieces.who, record.inspector ? word('band_who', { who: record.inspector }) : '')
  setWhole(pieces.since, word('band_since', { age: age(now() - record.filed) }))
  const offer = record.unfiled ? word('unfiled_waits') : word('band_acknowledge', { key: KEY })
  setWhole(pieces.button, sent?.id === record.id ? sent.text : offer)
  pieces.button.disabled = record.unfiled
}

/**
 * As large as it fits on one line; a long one takes two smaller lines.
 * @param {any} node
 * @param {string} text
 */
function tellWhat(node, text) {
  if (node.textContent === text) return
  setWhole(node, text)
  node.classList.remove('long')
  node.classList.toggle('long', node.scrollWidth > node.clientWidth)
}

/** Also on key A. The command id makes a second press the same command, also when nobody knows what became of it. */
export async function acknowledge() {
  if (!current || current.record.unfiled || (sent && sent.id === current.record.id && !sent.refused)) return
  const { id, revision } = current.record
  const command = doubtful?.id === id ? doubtful.command : commandId()
  sent = { id, text: word('band_sending') }
  setWhole(byId('band').querySelector('.band-button'), sent.text)
  const answer = await ask('acknowledge', { case: id, command, revision }).catch(() => null)
  doubtful = !answer || answer.code === 'away' ? { id, command } : null
  if (answer?.ok) sent = { ...sent, revision: answer.revision, unconfirmed: answer.unconfirmed }
  else sent = { id, refused: true, text: refusal(answer) }
  if (sent.refused) sent.until = performance.now() + 2 * DONE_MS
}

/** @param {any} answer */
const refusal = (answer) =>
  answer
    ? word('band_refused', { reason: answer.reason[page.lang] ?? answer.reason })
    : word('band_no_answer')

function commandId() {
  const bytes = crypto.getRandomValues(new Uint8Array(12))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

/**
 * "sent" becomes "done" when this page's own state has reached the answer's revision.
 * @param {{cases: RoomCase[]}} state
 */
function finish(state) {
  if (!sent) return
  const record = state.cases.find((/** @type {any} */ one) => one.id === sent.id)
  const reached = record ? record.acknowledged || record.revision >= sent.revision : Boolean(sent.revision)
  if (!sent.until && !sent.refused && reached) {
    sent.text = word(sent.unconfirmed ? 'band_unconfirmed' : 'band_done')
    sent.until = performance.now() + DONE_MS
  }
  if (sent.until && performance.now() > sent.until) sent = null
}
