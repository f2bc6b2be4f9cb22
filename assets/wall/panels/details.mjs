// The dialog behind a number: what it means, as of when, and the list it counts.
import { listing } from '../api.mjs'
import { page, word } from '../page.mjs'
import { here } from '../route.mjs'
import { last } from '../store.mjs'
import { byId, make } from './dom.mjs'
import { hasWord, isChinese, itemName, ofPair } from './names.mjs'
import { count } from './numbers.mjs'

let asked = 0 // an answer to an older question is void

export function mountDetails(wall) {
  wall.addEventListener('click', (event) => {
    const number = event.target.closest('button[data-counter]')
    if (number) openDetails(number.dataset.counter)
  })
}

async function openDetails(counter) {
  asked += 1
  const mine = asked
  const dialog = byId('details')
  fill(dialog, counter, make('p', 'dialog-note', word('details_loading')))
  if (!dialog.open) dialog.showModal()
  try {
    const answer = await listing(here(), counter)
    if (mine === asked) fill(dialog, counter, ...body(answer), answer)
  } catch (error) {
    const reason = word('details_failed', { reason: error.message })
    if (mine === asked) fill(dialog, counter, make('p', 'dialog-note', reason))
  }
}

function fill(dialog, counter, ...content) {
  const nodes = content.filter((piece) => piece instanceof Node)
  const title = make('h2', 'dialog-title', hasWord(counter) ? word(counter) : counter)
  const close = make('button', 'close', word('close'))
  close.type = 'button'
  close.dataset.close = 'true'
  title.append(close)
  dialog.replaceChildren(title, ...nodes)
}

function body(answer) {
  const { definition, total, rows } = answer
  const value = last('state')?.state.counters[answer.counter]
  const facts = make('p', 'dialog-facts')
  const unit = isChinese() ? definition.unit_zh ?? definition.unit : definition.unit_en ?? definition.unit
  facts.append(make('b', 'number', count(value ?? total)), make('span', '', unit ?? ''))
  facts.append(make('span', 'second', word('details_as_of', { time: clock(answer.as_of) })))
  const meaning = make('p', 'dialog-meaning', isChinese() ? definition.zh_text : definition.en_text)
  if (value === null) return [meaning, make('p', 'dialog-note', word('details_unknown'))]
  return [facts, meaning, rows.length ? table(rows) : make('p', 'dialog-note', word('details_empty')), ...more(rows, total)]
}

const more = (rows, total) =>
  total > rows.length ? [make('p', 'dialog-note', word('details_some', { shown: count(rows.length), total: count(total) }))] : []

function table(rows) {
  const columns = Object.keys(rows[0])
  const head = make('tr')
  head.append(...columns.map((column) => make('th', '', hasWord(`row_${column}`) ? word(`row_${column}`) : column)))
  const lines = rows.map((row) => {
    const line = make('tr')
    line.append(...columns.map((column) => make('td', '', cell(column, row[column], row))))
    return line
  })
  const node = make('table', 'dialog-table')
  node.append(head, ...lines)
  const box = make('div', 'dialog-scroll')
  box.tabIndex = 0
  box.append(node)
  return box
}

function cell(column, value, row) {
  if (value === null || value === undefined || value === '') return '—'
  if (column === 'item') return itemName(row)
  if (column === 'state' && hasWord(value)) return word(value)
  if (Array.isArray(value)) return value.map((piece) => (Array.isArray(piece) ? ofPair(piece) : piece)).join(' · ')
  if (typeof value === 'number' && value > 1e12) return clock(value)
  return typeof value === 'number' ? count(value) : String(value)
}

function clock(at) {
  const timeZone = page.timezone ?? 'Asia/Shanghai'
  const options = { timeZone, hour12: false, month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit' }
  return new Intl.DateTimeFormat(isChinese() ? 'zh-CN' : 'en-GB', options).format(at)
}
