// Who is on call for the case now, where it presses or nobody near can go: the nearest area first. A number is shown when
// asked for, and that is written down.

import { word } from '../../core/page.mjs'
import { make } from '../../core/dom.mjs'
import { ended } from '../../core/case_status.mjs'
import { now } from '../../core/clock.mjs'
import { moment } from '../../core/moments.mjs'
import { ofPair, shortName } from '../../core/names.mjs'
import { last } from '../../core/store.mjs'
import { SENDABLE } from '../case/choices.mjs'
import { phoneOnCall } from '../desk/api.mjs'
import { current } from '../desk/detail.mjs'
import { mayCall, number } from './calling.mjs'
import { heading, line, redraw } from './part.mjs'

/** @type {Map<string, {phone: string, name: Pair | null}>} */
const told = new Map() // "case key"

/**
 * Whether somebody may have to be called: it presses, was escalated, or nobody near can go.
 * @param {CaseRow} record
 * @param {CaseCard} detail
 */
export const presses = (record, { case: { escalated_at: escalated }, responders }) =>
  record.sos ||
  record.urgent ||
  record.rung > 0 ||
  escalated !== null ||
  (SENDABLE.has(record.state) && !responders.length)

/**
 * @param {HTMLElement} host
 * @param {CaseRow} record
 * @param {CaseCard | null} detail
 */
export function drawOnCall(host, record, detail) {
  const people = detail && !ended(record) && presses(record, detail) ? detail.on_call : null
  const known = people?.map(({ key }) => told.get(`${record.id} ${key}`) ?? null)
  redraw(host, [record.id, people, known], () => {
    if (!people) return []
    const title = heading(word('on_call_title'))
    if (!people.length) return [title, make('p', 'second', word('on_call_nobody'))]
    return [title, ...people.map((person, at) => row(host, record, person, known?.[at] ?? null))]
  })
}

/**
 * @param {HTMLElement} host
 * @param {CaseRow} record
 * @param {CardOnCall} person
 * @param {{phone: string, name: Pair | null} | null} reply
 */
function row(host, record, person, reply) {
  const name = ofPair(reply?.name ?? person.name)
  const of = [person.place, ...(person.department ? [person.department] : [])].map(ofPair).map(shortName)
  const until = word('on_call_until', { time: moment(person.until, now()) })
  const about = make('span', 'on-call-about second', of.join(' · '))
  about.title = about.textContent ?? ''
  const parts = [make('b', 'on-call-name', name), about, make('span', 'on-call-until second', until)]
  if (reply) return line('on-call-row called', ...parts, number(reply.phone))
  if (!person.number) return line('on-call-row', ...parts, make('span', 'second', word('near_no_phone')))
  return line('on-call-row', ...parts, ...(mayCall() ? [button(host, record, person, name)] : []))
}

/**
 * @param {HTMLElement} host
 * @param {CaseRow} record
 * @param {CardOnCall} person
 * @param {string} name
 */
function button(host, record, { key }, name) {
  const ask = make('button', 'small-button', word('caller_call'))
  ask.type = 'button'
  ask.setAttribute('aria-label', `${word('caller_call')} · ${name}`)
  ask.addEventListener('click', async () => {
    ask.disabled = true // a second click would be written down too
    const reply = await phoneOnCall(record.id, key).catch((error) => ({ phone: error.message, name: null }))
    told.set(`${record.id} ${key}`, { ...reply, phone: reply.phone || word('near_no_phone') })
    const seen = last('detail')
    if (current()?.id === record.id) drawOnCall(host, current() ?? record, seen?.detail ?? null)
  })
  return ask
}
