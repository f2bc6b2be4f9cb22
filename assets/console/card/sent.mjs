// Whoever was sent and is not among the nearest, people from elsewhere too: a button that tells their number and, of those,
// their name; to whoever is told no ids, the name alone. All is told when it is written down who was told.

import { word } from '../../core/page.mjs'
import { make } from '../../core/dom.mjs'
import { ended } from '../../core/case_status.mjs'
import { ofPair } from '../../core/names.mjs'
import { personSent } from '../../core/socket.mjs'
import { last } from '../../core/store.mjs'
import { SENDABLE } from '../case/choices.mjs'
import { sentTo } from '../case/words.mjs'
import { phoneOfSent } from '../desk/api.mjs'
import { current } from '../desk/detail.mjs'
import { mayCall, number } from './calling.mjs'
import { line, redraw } from './part.mjs'

/** @type {Map<string, {phone: string, name: Pair | null}>} */
const told = new Map() // by dispatch

/**
 * @param {CaseRow} record
 * @param {CaseCard | null} detail
 * @returns {AssignmentRow[]}
 */
export function sentHere(record, detail) {
  if (ended(record)) return []
  const near = SENDABLE.has(record.state) ? (detail?.responders ?? []) : []
  const beside = new Set(near.map(({ inspector }) => inspector)) // with a handset of their own
  const { assignment, inspection } = record
  return [assignment, inspection].flatMap((sent) =>
    sent && !sent.department && !beside.has(sent.inspector ?? '') ? [sent] : [],
  )
}

/**
 * @param {HTMLElement} host
 * @param {CaseRow} record
 * @param {CaseCard | null} detail
 */
export function drawSent(host, record, detail) {
  const sent = sentHere(record, detail)
  const shown = sent.map((one) => [one.id, sentTo(one), told.get(one.id)])
  redraw(host, [record.id, shown], () => sent.map((one) => row(host, record, one)))
}

/**
 * @param {HTMLElement} host
 * @param {CaseRow} record
 * @param {AssignmentRow} sent
 */
function row(host, record, sent) {
  const { name, phone } = told.get(sent.id) ?? {}
  const who = name ? ofPair(name) : sentTo(sent)
  const text = make('span', 'sent-name', word('card_sent', { sent: who }))
  if (phone) return line('sent-row', text, number(phone))
  return line('sent-row', text, ...(name && !mayCall() ? [] : [button(host, record, sent, who)]))
}

/**
 * @param {CaseRow} record
 * @param {AssignmentRow} sent
 * @returns {Promise<{phone: string, name: Pair | null}>}
 */
async function asked({ id }, sent) {
  if (!mayCall()) {
    const { name } = await personSent(id, sent.id)
    return { phone: '', name: name ?? [sentTo(sent), null] }
  }
  const reply = await phoneOfSent(id, sent.id)
  return { phone: reply.phone || word('near_no_phone'), name: reply.name }
}

/**
 * @param {HTMLElement} host
 * @param {CaseRow} record
 * @param {AssignmentRow} sent
 * @param {string} who
 */
function button(host, record, sent, who) {
  const label = word(mayCall() ? 'caller_call' : 'sent_name')
  const ask = make('button', 'small-button', label)
  ask.type = 'button'
  ask.setAttribute('aria-label', `${label} · ${who}`)
  ask.addEventListener('click', async () => {
    ask.disabled = true // a second click would be written down too
    told.set(sent.id, await asked(record, sent).catch((error) => ({ phone: error.message, name: null })))
    if (current()?.id !== record.id) return
    drawSent(host, current() ?? record, last('detail')?.detail ?? null)
    host.querySelector('a')?.focus()
  })
  return ask
}
