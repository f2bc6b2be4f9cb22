// The buttons of the card, which are also keys, and beneath the card what became of the last command.

import { word } from '../core/page.mjs'
import { byId, make, oncePerFrame } from '../core/dom.mjs'
import { itemName } from '../core/names.mjs'
import { last, on } from '../core/store.mjs'
import { act, allowed, commander, inWords } from './acts.mjs'
import { row } from './queue_socket.mjs'
import { current } from './detail.mjs'
import { target } from './picked.mjs'
import { redraw } from './card/part.mjs'

const KEYS = {
  acknowledge: 'A',
  claim: 'A',
  send: '⏎',
  departments: 'D',
  verify: 'V',
  fail: '⇧V',
  close: 'X',
  merge: 'M',
  unmerge: 'M',
  note: 'N',
  locate: 'L',
  sort: 'S',
  escalate: 'E',
  return: 'R',
  approve: 'P',
  release: 'U',
}
const MAIN = 2 // large buttons

function sendLabel() {
  const near = last('near')
  if (near?.departments) return word(near.department ? 'act_send_department' : 'act_send_department_none')
  return near?.picked ? word('act_send_person', { n: near.picked }) : word('act_send_none')
}

/** The usual next step first; sending once somebody is picked. */
function ordered(record) {
  const can = allowed(record)
  if (!target() || !can.includes('send')) return can
  return ['send', ...can.filter((name) => name !== 'send')]
}

function draw() {
  const record = current()
  const can = record ? ordered(record) : []
  const labels = can.map((name) => (name === 'send' ? sendLabel() : word(`act_${name}`)))
  const ready = target() !== null
  redraw(byId('actions'), [record?.id, can, labels, ready], () =>
    can.map((name, at) => button(name, labels[at], at, ready)),
  )
  drawAnswer(record)
}

function button(name, label, at, ready) {
  const node = make('button', at < MAIN ? 'action main' : 'action')
  node.type = 'button'
  node.dataset.act = name
  node.disabled = name === 'send' && !ready
  if (KEYS[name]) node.append(make('kbd', '', KEYS[name]))
  node.append(make('span', '', label))
  node.addEventListener('click', () => act(name))
  return node
}

/** What became of a command, as a key of words: also that it is not sure yet, or why it waits. */
function answerKey({ state, reason, unconfirmed }) {
  if (state === 'silent' && reason) return 'answer_held'
  return unconfirmed && (state === 'done' || state === 'sent') ? 'answer_unconfirmed' : `answer_${state}`
}

function drawAnswer(record) {
  const entry = record && commander.of(record.id)
  const text = entry ? word(answerKey(entry), { reason: inWords(entry.reason) }) : ''
  const node = byId('answer')
  node.dataset.state = entry?.state ?? ''
  redraw(node, [entry?.state, text, entry?.case], () => {
    if (!entry) return []
    const what =
      entry.do === 'ask'
        ? `ask_${entry.data.what}`
        : entry.do === 'verify' && !entry.data.ok
          ? 'act_fail'
          : `act_${entry.do === 'dispatch' ? 'send_done' : entry.do}`
    return [make('b', '', word(what)), make('span', 'answer-text', text)]
  })
}

/** The answer to a command about a case that is no longer looked at must not be lost. */
export function answerElsewhere(entry) {
  if (entry.state !== 'refused' && entry.state !== 'given_up') return null
  if (current()?.id === entry.case) return null
  const record = row(entry.case)
  return `${record ? itemName(record) : ''} ${entry.case}: ${word(`answer_${entry.state}`, { reason: inWords(entry.reason) })}`
}

export function mountActions() {
  const soon = oncePerFrame(draw)
  for (const topic of /** @type {const} */ (['view', 'queue', 'detail', 'near', 'command'])) on(topic, soon)
  on('queue', ({ changed, gone }) => {
    for (const [, record] of changed) commander.reached(record.id, record.revision)
    for (const { id } of gone) commander.reached(id, null)
  })
  setInterval(soon, 1000) // what is done is said for a moment
}
