// Who calls for help: their name, a button that tells their number, which is written down, where they are and since when,
// the way they came, and who is on the way to them.

import { word } from '../../core/page.mjs'
import { make, part, setWhole } from '../../core/dom.mjs'
import { age } from '../../core/ages.mjs'
import { calling } from '../../core/case_status.mjs'
import { ofPair } from '../../core/names.mjs'
import { last } from '../../core/store.mjs'
import { phoneOf } from '../desk/api.mjs'
import { current } from '../desk/detail.mjs'
import { now } from '../../core/clock.mjs'
import { metres } from '../../core/numbers.mjs'
import { sentTo } from '../case/words.mjs'
import { exactly } from '../../core/moments.mjs'
import { mayCall, number } from './calling.mjs'
import { line, redraw } from './part.mjs'

const RESTS_M = 30 // less is no move
const EARTH_M = 111_195 // metres a degree
/** @type {Map<string, string>} */
const phones = new Map() // "case inspector" → number, or why there is none
/** @type {HTMLElement | null} */
let place = null

/**
 * @param {HTMLElement} host
 * @param {CaseRow} record
 * @param {CaseCard | null} detail
 * @param {number} at
 */
export function drawCaller(host, record, detail, at) {
  place = host
  const told = record.sos ? (detail?.caller ?? null) : null
  const phone = told && phones.get(`${record.id} ${told.inspector}`)
  const help = record.sos && calling(record) && record.assignment ? coming(record, detail, at) : null
  redraw(host, [record.id, told?.inspector, phone, help?.length], () => [
    ...(told ? [box(told, phone ?? '')] : []),
    ...(help ? [help.length > 1 ? way() : oneLine()] : []),
  ])
  const texts = {
    ...(told ? { who: who(told), seen: [where(told, at), walked(told)].join(' · ') } : {}),
    ...named(help),
  }
  for (const [name, text] of Object.entries(texts)) setWhole(part(host, name), text)
}

/**
 * @param {string[] | null} help
 * @returns {Record<string, string>}
 */
const named = (help) =>
  help ? (help.length > 1 ? { name: help[0], minutes: help[1], how: help[2] } : { help: help[0] }) : {}

/**
 * A place for a text that changes while its neighbours stay: a click on them must not be lost.
 * @param {string} name
 * @param {'b' | 'span' | 'p'} tag
 */
function fact(name, tag, className = 'second') {
  const node = make(tag, className)
  node.dataset.part = name
  return node
}

/** @param {CardCaller} caller */
const who = ({ name, inspector }) => ofPair(name) || (inspector ?? '')

/**
 * @param {CardCaller} caller
 * @param {number} at
 */
const where = ({ name, inspector, placed, accuracy, battery, mode }, at) =>
  [
    ofPair(name) ? inspector : '',
    word('near_position', { age: age(at - placed) }) + (accuracy === null ? '' : ` ±${metres(accuracy)}`),
    battery === null ? '' : word('caller_battery', { n: Math.round(battery) }),
    word(mode ? `mode_${mode}` : 'mode_unknown'),
  ]
    .filter(Boolean)
    .join(' · ')

/**
 * How far they came in the minutes that are known; the map shows the way.
 * @param {CardCaller} caller
 */
function walked({ track }) {
  if (track.length < 2) return word('caller_no_track')
  const far = track.slice(1).reduce((sum, point, at) => sum + apart(track[at], point), 0)
  const minutes = Math.max(1, Math.round((track[track.length - 1][0] - track[0][0]) / 60_000))
  return word(far < RESTS_M ? 'caller_rests' : 'caller_track', { n: minutes, far: metres(far) })
}

/**
 * @param {[number, number, number]} a time, lat, lon
 * @param {[number, number, number]} b
 */
const apart = ([, lat, lon], [, other, east]) =>
  Math.hypot(other - lat, (east - lon) * Math.cos((lat * Math.PI) / 180)) * EARTH_M

/**
 * @param {CardCaller} caller
 * @param {string} phone
 */
function box(caller, phone) {
  const node = make('div', 'caller-box')
  const may = mayCall() && caller.inspector !== null
  node.append(
    fact('who', 'b', 'caller-name'),
    ...(phone ? [number(phone)] : may ? [callButton(caller.inspector ?? '')] : []),
    fact('seen', 'span', 'caller-seen second'),
  )
  return node
}

/** @param {string} inspector */
function callButton(inspector) {
  const button = make('button', 'caller-call')
  button.type = 'button'
  button.append(make('kbd', '', 'C'), word('caller_call'))
  button.addEventListener('click', () => tell(inspector))
  return button
}

/** Also on key C. */
export function callCaller() {
  const told = last('detail')?.detail
  if (told?.caller?.inspector && told.case.id === current()?.id) tell(told.caller.inspector)
}

/** @param {string} inspector */
async function tell(inspector) {
  const record = current()
  const key = `${record?.id} ${inspector}`
  if (!record || !mayCall() || phones.has(key)) return
  const told = await phoneOf(record.id, inspector).catch((error) => ({ phone: error.message }))
  phones.set(key, told.phone || word('near_no_phone'))
  const { detail, id } = last('detail') ?? { detail: null, id: null }
  if (place && id === record.id && detail) drawCaller(place, record, detail, now())
}

/**
 * Who is on the way: name, minutes and how; or one sentence.
 * @param {CaseRow} record
 * @param {CaseCard | null} detail
 * @param {number} at
 */
function coming({ assignment }, detail, at) {
  if (!assignment) return []
  const answered = assignment.accepted_at
    ? word('caller_accepted', { time: exactly(assignment.accepted_at) })
    : word('caller_asked', { time: exactly(assignment.at) })
  const told = detail?.way
  if (!told) return [[sentTo(assignment), answered].join(' · ')]
  const name = ofPair(told.name) || (told.inspector ?? '')
  const how = `${word(`mode_${told.mode}`)} ${metres(told.metres)}`
  const seen = word('near_position', { age: age(at - told.placed) })
  const minutes = word('near_minutes', { n: Math.max(1, Math.round(told.seconds / 60)) })
  return [name, minutes, [how, seen, answered].join(' · ')]
}

const oneLine = () => line('caller-way', fact('help', 'p'))

function way() {
  const node = make('div', 'caller-way')
  const title = make('span', 'second', word('caller_coming'))
  const head = line('caller-way-head', title, fact('name', 'b', ''), fact('minutes', 'b', 'person-time'))
  node.append(head, fact('how', 'span'))
  return node
}
