// A case that was put on a screen, as a wall may show it: what, where, how it stands, its clocks, whether somebody was sent, and who
// is near. No text of a reporter, no name. What was known last stays when the case leaves the room's list.
import { age, runs } from '../../core/ages.mjs'
import { calling, ended, late, markOf } from '../../core/case_status.mjs'
import { now } from '../../core/clock.mjs'
import { make, setAttribute, setText, setWhole } from '../../core/dom.mjs'
import { placeName, stateOf, titleOf } from '../../core/names.mjs'
import { metres } from '../../core/numbers.mjs'
import { word } from '../../core/page.mjs'
import { spotOf } from '../../core/spot.mjs'
import { last, on } from '../../core/store.mjs'

const EVERY_MS = 1000
const isNumber = Number.isFinite
const SENT = ['dispatched', 'handling', 'fed_back', 'verified']
const PARTS = ['mark', 'title', 'place', 'state', 'clock', 'left', 'sent']

/**
 * How far sending somebody has come: the key of a word.
 * @param {RoomCase} record
 */
export function sentKey(record) {
  if (ended(record)) return 'screen_case_ended'
  if (record.unanswered) return 'screen_case_unanswered'
  if (record.reply_by) return 'screen_case_waits'
  if (record.state === 'handling') return 'screen_case_there'
  if (SENT.includes(record.state)) return `screen_case_${record.state}`
  return record.owned ? 'screen_case_owned' : 'screen_case_nobody'
}

/**
 * What is left of its time, or for how long it has been late; '' without a limit.
 * @param {RoomCase} record
 * @param {number} at
 */
function leftOf(record, at) {
  if (ended(record) || !record.due) return record.paused ? word('screen_case_paused') : ''
  const left = record.due - at
  return left >= 0
    ? word('screen_case_left', { age: age(left) })
    : word('screen_case_late', { age: age(-left) })
}

/**
 * @param {HTMLElement} list
 * @param {import('../near_people.mjs').NearPerson[]} people
 */
function fillPeople(list, people) {
  const rows = people.map((person) => [person.state, word(person.state), metres(round(person.metres))])
  const said = rows.join()
  if (list.dataset.said === said) return
  list.dataset.said = said
  const none = make('li', 'near-none', word('screen_case_nobody_near'))
  const drawn = rows.map(([state, name, far]) => {
    const row = make('li', 'near-person')
    row.append(make('span', `dot ${state}`), make('span', 'near-state', name), make('span', 'near-far', far))
    return row
  })
  list.replaceChildren(...(drawn.length ? drawn : [none]))
}

/** @param {number} far in metres: a list of walking people that changes with each step cannot be read */
const round = (far) => Math.max(10, Math.round(far / 10) * 10)

/**
 * @param {HTMLElement} cell
 * @param {string} id
 * @param {import('../near_people.mjs').NearPeople} people
 * @returns {OpenPanel}
 */
export function openCard(cell, id, people) {
  const parts = Object.fromEntries(PARTS.map((name) => [name, make('p', `card-${name}`)]))
  const none = make('p', 'stage-none')
  const head = make('div', 'card-head')
  head.append(parts.mark, parts.title)
  const near = make('ul', 'card-people')
  const nearHead = make('p', 'card-near')
  cell.append(head, ...PARTS.slice(2).map((name) => parts[name]), nearHead, near, none)
  /** @type {RoomCase | null} */
  let known = null
  const draw = () => {
    known = last('state')?.state.cases.find((record) => record.id === id) ?? known
    cell.classList.toggle('unknown', known === null)
    setText(none, known ? '' : word('screen_case_unknown'))
    if (known) fill(parts, known, now())
    const spot = known && spotOf(known)
    nearHead.hidden = near.hidden = !spot
    setText(nearHead, word(isNumber(known?.lat) ? 'screen_case_near' : 'screen_case_about'))
    if (spot) fillPeople(near, people.around(...spot))
    setAttribute(cell, 'data-state', known ? markOf(known, now()) : '')
  }
  const off = on('state', ({ changed }) => changed.has('cases') && draw())
  const timer = setInterval(draw, EVERY_MS)
  draw()
  return {
    close() {
      off()
      clearInterval(timer)
    },
  }
}

/**
 * @param {Record<string, HTMLElement>} parts
 * @param {RoomCase} record
 * @param {number} at
 */
function fill(parts, record, at) {
  setAttribute(parts.mark, 'class', `card-mark mark ${markOf(record, at)}`)
  const grave = record.urgent && !record.sos ? `${word('state_urgent')} · ` : ''
  setWhole(parts.title, grave + titleOf(record))
  setWhole(parts.place, placeName(record))
  setText(
    parts.state,
    late(record, at) && !calling(record) ? word(`state_${record.state}`) : stateOf(record, at),
  )
  const past = at - record.filed
  setText(parts.clock, word('screen_case_age', { age: calling(record) ? runs(past) : age(past) }))
  setText(parts.left, leftOf(record, at))
  setText(parts.sent, word(sentKey(record)))
}
