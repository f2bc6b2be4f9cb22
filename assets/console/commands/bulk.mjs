// Many cases at once: what would happen to each is shown before anything is done, and what became of each after.

import { COMMANDS } from '../../core/contract.mjs'
import { openDialog } from '../../panels/dialogs.mjs'
import { word } from '../../core/page.mjs'
import { byId, make, setText } from '../../core/dom.mjs'
import { itemName, ofPair, placeName } from '../../core/names.mjs'
import { page } from '../case/page.mjs'
import { allowed, commander, inWords } from './acts.mjs'
import { reaches } from './outcome.mjs'
import { listed } from '../queue/queue.mjs'

const MOST = 200
const OVER = new Set(['done', 'refused', 'given_up', 'sent'])
const AT_ONCE = 4

/** @type {{name: string, does: string, act: string, data: (department: string) => CommandData}[]} */
const KINDS = [
  { name: 'acknowledge', does: 'acknowledge', act: 'acknowledge', data: () => ({}) },
  { name: 'claim', does: 'claim', act: 'claim', data: () => ({}) },
  { name: 'department', does: 'dispatch', act: 'departments', data: (department) => ({ department }) },
]

/**
 * @param {{act: string} | undefined} kind
 * @param {CaseRow} record
 */
const can = (kind, record) => kind !== undefined && allowed(record).includes(kind.act)

/** What this role may do to any case at all. */
const offered = () => KINDS.filter(({ does }) => COMMANDS[does].roles.includes(page.viewer.role))

/** @param {string[][]} texts each a value and its text */
function options(texts) {
  return texts.map(([value, text]) => {
    const option = make('option', '', text)
    option.value = value
    return option
  })
}

/** Opens the preview for the cases on the list now, as they are filtered. */
export function openBulk() {
  const dialog = byId('preview')
  const records = listed().slice(0, MOST)
  const parts = build(dialog, listed().length)
  const draw = () => drawRows(parts, records)
  for (const field of [parts.kind, parts.department]) field.addEventListener('change', draw)
  parts.form.addEventListener('submit', (event) => {
    event.preventDefault()
    carryOut(parts, records)
  })
  const fits = offered().find((kind) => records.some((record) => can(kind, record)))
  if (fits) parts.kind.value = fits.name
  draw()
  openDialog(dialog)
  parts.kind.focus()
}

/**
 * @param {HTMLDialogElement} dialog
 * @param {number} all
 */
function build(dialog, all) {
  const [form, kind, department] = [make('form', 'form-fields'), make('select'), make('select')]
  kind.append(...options(offered().map(({ name }) => [name, word(`bulk_${name}`)])))
  department.append(
    ...options(Object.entries(page.departments).map(([code, names]) => [code, ofPair(names)])),
  )
  const [send, close] = [make('button', 'send'), make('button', 'close', word('close'))]
  send.type = 'submit'
  close.type = 'button'
  close.dataset.close = 'true'
  const head = make('h2', 'dialog-title')
  head.append(make('span', '', word('bulk_title')), close)
  const line = make('div', 'bulk-line')
  for (const field of [kind, department]) {
    const text = field === kind ? 'bulk_what' : 'bulk_to'
    const label = make('label', 'field')
    label.append(make('span', 'field-label', word(text)), field)
    line.append(label)
  }
  const rows = make('div', 'bulk-rows dialog-scroll')
  rows.tabIndex = 0
  const note = make('p', 'dialog-note', all > MOST ? word('bulk_first', { n: MOST, all }) : word('bulk_note'))
  form.append(line, note, rows, send)
  dialog.replaceChildren(head, form)
  return { form, kind, department, rows, send }
}

/**
 * @param {ReturnType<typeof build>} parts
 * @param {CaseRow[]} records
 */
function drawRows({ kind, department, rows, send }, records) {
  const chosen = KINDS.find(({ name }) => name === kind.value)
  const label = department.closest('label')
  if (label) label.hidden = kind.value !== 'department'
  rows.replaceChildren(...records.map((record) => rowOf(record, can(chosen, record))))
  const tell = () => {
    const n = rows.querySelectorAll('input:checked').length
    setText(send, word('bulk_send', { n }))
    send.disabled = n === 0
  }
  rows.onchange = tell
  tell()
}

/**
 * @param {CaseRow} record
 * @param {boolean} can
 */
function rowOf(record, can) {
  const row = make('label', can ? 'bulk-row' : 'bulk-row cannot')
  const box = make('input')
  Object.assign(box, { type: 'checkbox', checked: can, disabled: !can, value: record.id })
  const outcome = make('span', 'bulk-outcome', can ? '' : word('bulk_cannot'))
  row.append(
    box,
    make('b', '', itemName(record)),
    make('span', 'second', placeName(record)),
    make('span', 'second', record.id),
    outcome,
  )
  return row
}

/**
 * @param {ReturnType<typeof build>} parts
 * @param {CaseRow[]} records
 */
async function carryOut({ kind, department, rows, send }, records) {
  const chosen = KINDS.find(({ name }) => name === kind.value)
  if (!chosen) return
  const byIds = new Map(records.map((record) => [record.id, record]))
  const boxes = [...rows.querySelectorAll('input')].filter((box) => box.checked && !box.disabled)
  send.disabled = kind.disabled = department.disabled = true
  const next = async () => {
    for (let box = boxes.shift(); box; box = boxes.shift()) {
      box.disabled = true
      const record = byIds.get(box.value)
      const outcome = box.closest('label')?.querySelector('.bulk-outcome')
      if (!record || !outcome) continue
      const entry = commander.give(record, chosen.does, chosen.data(department.value), true)
      await reaches(entry, OVER)
      setText(outcome, word(`answer_${entry.state}`, { reason: inWords(entry.reason) }))
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, next))
  setText(send, word('bulk_over'))
}
