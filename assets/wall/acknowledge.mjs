// Taking note of the call in the band, by button or key: sent once, and what became of it is said on the button.
import { WALL_KEYS } from '../core/contract.mjs'
import { page, word } from '../core/page.mjs'
import { unheard } from '../core/case_status.mjs'
import { commandId } from '../core/command_id.mjs'
import { ask } from '../core/socket.mjs'
import { emit, last, on } from '../core/store.mjs'
import { mountBand } from '../panels/band.mjs'

const DONE_MS = 3000
const KEY = Object.keys(WALL_KEYS).find((key) => WALL_KEYS[key] === 'acknowledge') ?? ''

/** @type {ReturnType<typeof mountBand> | null} */
let band = null
/** @type {any} */
let sent = null // {id, text, until}: what became of the last acknowledgement
/** @type {{id: string, command: string} | null} */
let doubtful = null // sent, and nobody can say whether it was taken

export function mountAcknowledging() {
  on('state', ({ state }) => finish(state)) // before the band draws it
  band = mountBand({
    who: ({ inspector }) => (inspector ? word('band_who', { who: inspector }) : ''),
    way: () => '', // a wall names nobody
    button,
    press: send,
    open: ({ id }) => emit('select', { kind: 'case', id }),
  })
  setInterval(() => {
    const state = last('state')?.state
    if (state) finish(state)
  }, 1000)
}

/** @param {RoomCase} record */
function button(record) {
  if (sent?.id === record.id) return { text: sent.text, rests: false }
  const wants = record.sos ? unheard(record) : !record.acknowledged
  if (record.unfiled) return { text: word('unfiled_waits'), rests: true }
  if (!wants) return { text: '', rests: true }
  return { text: word('band_acknowledge', { key: KEY }), rests: false }
}

/** On key A: the first that waits. */
export const acknowledge = () => {
  const first = band?.shown().find((record) => !record.acknowledged && !record.unfiled)
  return first && send(first)
}

/**
 * The command id makes a second press the same command, also when nobody knows what became of it.
 * @param {RoomCase} record
 */
async function send(record) {
  if (record.acknowledged || record.unfiled || (sent?.id === record.id && !sent.refused)) return
  const { id, revision } = record
  const command = doubtful?.id === id ? doubtful.command : commandId()
  sent = { id, text: word('band_sending') }
  band?.draw()
  const answer = await ask('acknowledge', { case: id, command, revision }).catch(() => null)
  doubtful = !answer || answer.code === 'away' ? { id, command } : null
  if (answer?.ok) sent = { ...sent, revision: answer.revision, unconfirmed: answer.unconfirmed }
  else sent = { id, refused: true, text: refusal(answer) }
  if (sent.refused) sent.until = performance.now() + 2 * DONE_MS
  band?.draw()
}

/** @param {any} answer */
const refusal = (answer) =>
  answer
    ? word('band_refused', { reason: answer.reason[page.lang] ?? answer.reason })
    : word('band_no_answer')

/**
 * "sent" becomes "done" when this page's own state has reached the answer's revision.
 * @param {{cases: RoomCase[]}} state
 */
function finish(state) {
  if (!sent) return
  const record = state.cases.find(({ id }) => id === sent.id)
  const reached = record ? record.acknowledged || record.revision >= sent.revision : Boolean(sent.revision)
  if (!sent.until && !sent.refused && reached) {
    sent.text = word(sent.unconfirmed ? 'band_unconfirmed' : 'band_done')
    sent.until = performance.now() + DONE_MS
  }
  if (sent.until && performance.now() > sent.until) sent = null
}
