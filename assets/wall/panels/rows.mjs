// The list behind a number as a table. A wall shows item, place and state: never names of people nor free text.
import { cameraIcon } from '../cameras/shapes.mjs'
import { cameraInWords } from '../cameras/words.mjs'
import { named, page, word } from '../page.mjs'
import { age } from './ages.mjs'
import { standing } from './feed.mjs'
import { make } from './dom.mjs'
import { isChinese, itemName, placeName } from './names.mjs'
import { count } from './numbers.mjs'

const KINDS = [
  ['still', ['name', 'place', 'camera', 'since']],
  ['item', ['item', 'place', 'state', 'filed']],
  ['home', ['id', 'state', 'place', 'age']],
  ['last', ['place', 'open', 'last']],
  ['posts', ['place', 'posts']],
]

const ago = (past) => word('ago', { age: age(past) })

// `row` is what the server listed, `at` the time it did so
const CELLS = {
  item: (row) => itemName(row),
  place: (row) => (row.area === null ? '—' : placeName(row)),
  id: (row) => row.id,
  state: (row) => ('home' in row ? word(row.state) : word(standing(row).key)),
  filed: (row) => time(row.filed),
  age: (row) => (row.age === null ? word('never') : ago(row.age)),
  last: (row, at) => (row.last === null ? word('never') : ago(at - row.last)),
  open: (row) => count(row.open),
  posts: (row) => count(row.posts),
  name: (row) => named(row),
  camera: (row) => marked(cameraIcon(row.state), cameraInWords(row)),
  since: (row, at) => (row.since ? ago(at - row.since) : '—'),
}

export function rowsTable(rows, at) {
  const columns = KINDS.find(([mark]) => mark in rows[0])?.[1] ?? ['id']
  const table = make('table', 'dialog-table')
  table.append(line('th', columns.map((column) => word(`row_${column}`))))
  for (const row of rows) table.append(line('td', columns.map((column) => CELLS[column](row, at))))
  const box = make('div', 'dialog-scroll')
  box.tabIndex = 0
  box.append(table)
  return box
}

function line(tag, contents) {
  const row = make('tr')
  for (const content of contents) {
    const cell = make(tag)
    cell.append(content)
    row.append(cell)
  }
  return row
}

function marked(icon, text) {
  const both = make('span', 'marked')
  both.append(icon, text)
  return both
}

/** Epoch ms as date and time in the city's zone. */
export function time(at) {
  const pieces = { month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit' }
  const zone = { timeZone: page.timezone ?? 'Asia/Shanghai', hour12: false }
  return new Intl.DateTimeFormat(isChinese() ? 'zh-CN' : 'en-GB', { ...zone, ...pieces }).format(at)
}
