// The buttons of the card, which are also keys, and beneath the card what became of the last command.

import { word } from '../../core/page.mjs'
import { byId, make, oncePerFrame } from '../../core/dom.mjs'
import { itemName } from '../../core/names.mjs'
import { last, on } from '../../core/store.mjs'
import { act, allowed, commander, inWords, keyOf } from '../commands/acts.mjs'
import { row } from '../desk/socket.mjs'
import { current } from '../desk/detail.mjs'
import { target } from '../desk/picked.mjs'
import { line, redraw } from './part.mjs'
import { look } from '../desk/view.mjs'

/** @type {Record<string, string>} */
const SHOWN = { Enter: '⏎', 'Shift V': '⇧V' } // keys as a button shows them
const MAIN = 2 // large buttons

function sendLabel() {
  const near = last('near')
  if (near?.departments) return word(near.department ? 'act_send_department' : 'act_send_department_none')
  return near?.picked ? word('act_send_person', { n: near.picked }) : word('act_send_none')
}

/**
 * The usual next step first; sending once somebody is picked.
 * @param {CaseRow} record
 */
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
  const waits = record?.unfiled ? word('unfiled_waits') : ''
  redraw(byId('actions'), [record?.id, can, labels, ready, waits], () =>
    waits ? [make('p', 'actions-none', waits)] : can.map((name, at) => button(name, labels[at], at, ready)),
  )
  drawAnswer(record)
}

/**
 * @param {string} name
 * @param {string} label
 * @param {number} at
 * @param {boolean} ready
 */
function button(name, label, at, ready) {
  const node = make('button', at < MAIN ? 'action main' : 'action')
  node.type = 'button'
  node.dataset.act = name
  node.disabled = name === 'send' && !ready
  const key = keyOf(name)
  if (key) node.append(make('kbd', '', SHOWN[key] ?? key))
  node.append(make('span', '', label))
  node.addEventListener('click', () => act(name))
  return node
}

/**
 * What became of a command, as a key of words: also that it is not sure yet, or why it waits.
 * @param {CommandEntry} entry
 */
function answerKey({ state, reason, unconfirmed }) {
  if (state === 'silent' && reason) return 'answer_held'
  return unconfirmed && (state === 'done' || state === 'sent') ? 'answer_unconfirmed' : `answer_${state}`
}

/** @param {CommandEntry} entry */
const titleOf = (entry) =>
  entry.do === 'ask'
    ? `ask_${entry.data.what}`
    : entry.do === 'verify' && !entry.data.ok
      ? 'act_fail'
      : `act_${entry.do === 'dispatch' ? 'send_done' : entry.do}`

/**
 * What became of the last command about this case, and of one about a case that was left.
 * @param {CaseRow | null} record
 */
function drawAnswer(record) {
  const entry = record && commander.of(record.id)
  const other = commander.elsewhere(record?.id ?? null)
  const shown = [entry, other].flatMap((one) => (one ? [{ one, text: textOf(one) }] : []))
  const node = byId('answer')
  node.dataset.state = entry?.state ?? other?.state ?? ''
  const facts = shown.map(({ one, text }) => [one.case, one.state, text])
  redraw(node, facts, () =>
    shown.map(({ one, text }) => (one === entry ? answer(one, text) : elsewhere(one, text))),
  )
}

/** @param {CommandEntry} entry */
const textOf = (entry) => word(answerKey(entry), { reason: inWords(entry.reason) })

/**
 * @param {CommandEntry} entry
 * @param {string} text
 */
const answer = (entry, text) =>
  line('answer-line', make('b', '', word(titleOf(entry))), make('span', 'answer-text', text))

/**
 * Names its case, which a click opens again; it stays until somebody has seen it.
 * @param {CommandEntry} entry
 * @param {string} text
 */
function elsewhere(entry, text) {
  const about = row(entry.case)
  const open = make('button', 'case-link', [about && itemName(about), entry.case].filter(Boolean).join(' '))
  open.type = 'button'
  open.addEventListener('click', () => {
    commander.heard(entry)
    look({ case: entry.case }, true)
  })
  const close = make('button', 'small-button', word('close'))
  close.type = 'button'
  close.addEventListener('click', () => commander.heard(entry))
  return line(
    'answer-line answer-elsewhere',
    open,
    make('b', '', word(titleOf(entry))),
    make('span', 'answer-text', text),
    close,
  )
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
