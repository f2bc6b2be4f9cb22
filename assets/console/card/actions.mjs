// The buttons of the card, which are also keys, and beneath the card what became of the last command.

import { word } from '../../core/page.mjs'
import { byId, closest, make, oncePerFrame } from '../../core/dom.mjs'
import { itemName } from '../../core/names.mjs'
import { PAGE_KEYS } from '../../core/contract.mjs'
import { last, on } from '../../core/store.mjs'
import { nextStep } from '../case/next_step.mjs'
import { who } from '../case/page.mjs'
import { act, allowed, commander, inWords, keyOf } from '../commands/acts.mjs'
import { row } from '../desk/socket.mjs'
import { current } from '../desk/detail.mjs'
import { target } from '../desk/picked.mjs'
import { line, redraw } from './part.mjs'
import { look } from '../desk/view.mjs'

/** @type {Record<string, string>} */
const SHOWN = { Enter: '⏎', 'Shift V': '⇧V' } // keys as a button shows them
const MAIN = 2 // large buttons
const MORE = Object.keys(PAGE_KEYS).find((key) => PAGE_KEYS[key] === 'more') ?? ''

function sendLabel() {
  const near = last('near')
  if (near?.departments) return word(near.department ? 'act_send_department' : 'act_send_department_none')
  return near?.picked ? word('act_send_person', { n: near.picked }) : word('act_send_none')
}

/**
 * What the next step tells of; sending once somebody is picked.
 * @param {CaseRow} record
 */
function firstOf(record) {
  const sends = ['send', 'take_over'].find((name) => allowed(record).includes(name))
  if (target() && sends) return sends
  const told = last('detail')
  return nextStep(record, who(), told?.id === record.id ? told.detail : null).act
}

/**
 * @param {CaseRow} record
 * @param {string} first
 */
function ordered(record, first) {
  const can = allowed(record)
  return can.includes(first) ? [first, ...can.filter((name) => name !== first)] : can
}

function draw() {
  const record = current()
  const first = record ? firstOf(record) : ''
  const can = record ? ordered(record, first) : []
  const labels = can.map((name) => (name === 'send' ? sendLabel() : word(`act_${name}`)))
  const ready = target() !== null
  const waits = record?.unfiled ? word('unfiled_waits') : ''
  redraw(byId('actions'), [record?.id, can, labels, ready, waits], () => {
    if (waits) return [make('p', 'actions-none', waits)]
    const all = can.map((name, at) => button(name, labels[at], at, ready))
    if (can[0] === first) all[0].classList.add('step')
    return all.length > MAIN ? [...all.slice(0, MAIN), more(), rest(all.slice(MAIN))] : all
  })
  drawAnswer(record)
}

/** @param {HTMLElement[]} buttons those that a low page keeps behind a key */
function rest(buttons) {
  const node = line('actions-rest', ...buttons)
  node.id = 'actions-rest'
  return node
}

function more() {
  const node = make('button', 'action actions-more')
  node.type = 'button'
  node.title = word('act_more')
  node.append(make('kbd', '', MORE), make('span', '', '⋯'))
  node.setAttribute('aria-label', node.title)
  node.setAttribute('aria-expanded', String(byId('actions').classList.contains('open')))
  node.setAttribute('aria-controls', 'actions-rest')
  node.addEventListener('click', () => unfold())
  return node
}

/**
 * Show the folded buttons, or fold them again. False when they are as wanted already.
 * @param {boolean} [wanted]
 */
export function unfold(wanted) {
  const node = byId('actions')
  const shown = node.classList.contains('open')
  const open = wanted ?? !shown
  if (open === shown) return false
  node.classList.toggle('open', open)
  node.querySelector('.actions-more')?.setAttribute('aria-expanded', String(open))
  if (open) node.querySelector('.actions-rest button')?.focus()
  return true
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
  node.title = label
  node.addEventListener('click', () => {
    unfold(false)
    act(name)
  })
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
  on('view', () => unfold(false))
  document.addEventListener('click', (event) => closest(event, '.actions') || unfold(false))
  setInterval(soon, 1000) // what is done is said for a moment
}
