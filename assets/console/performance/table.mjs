// The table of today's performance: the whole on top, a row for each area, department or person, every number a button.
// A row keeps its elements while it is there, so that a refresh takes nobody's focus.

import { named, word } from '../../core/page.mjs'
import { activeElement, childrenOf, closest, make, setAttribute, setText } from '../../core/dom.mjs'
import { count } from '../../core/numbers.mjs'
import { COLUMNS, TOTAL, isRate, rateWords, shown, sorted, still } from './numbers.mjs'

const AT_ONCE = 200 // rows; more on request

/** The table's elements, and in what order its rows stand. */
export class NumberTable {
  node = make('table', 'performance-table')
  empty = make('p', 'dialog-note', word('performance_empty'))
  #head = make('tr')
  #body = make('tbody')
  /** @type {Map<string, HTMLTableRowElement>} */
  #rows = new Map() // by id
  /** @type {string[]} */
  #order = []
  #about = ''
  #most = AT_ONCE

  /**
   * @param {{
   *   pressed: (column: Sort['by']) => void,
   *   chosen: (what: {of: string, number: PerformanceNumber}) => void,
   *   grow: () => void,
   * }} calls on a heading, on a number, on the button below
   */
  constructor({ pressed, chosen, grow }) {
    const head = make('thead')
    this.#head.dataset.line = 'head'
    this.#head.append(...['name', ...COLUMNS].map(heading))
    head.append(this.#head)
    this.node.append(head, this.#body)
    this.more = make('button', 'small-button performance-more')
    this.more.type = 'button'
    this.more.addEventListener('click', () => {
      this.#most += AT_ONCE
      grow()
    })
    this.node.addEventListener('click', (event) => {
      const button = closest(event, 'button[data-column]')
      const of = closest(event, '[data-row]')?.dataset.row
      if (of && button) chosen({ of, number: button.dataset.column })
      else if (button) pressed(button.dataset.column)
    })
  }

  /**
   * `held`: somebody is in the table, nothing moves.
   * @param {PerformanceTable} told
   * @param {PerformanceView} view
   * @param {boolean} held
   */
  draw(told, { kind, sort }, held) {
    const about = JSON.stringify([told.code, kind, sort])
    const rows = told[kind]
    const name = (/** @type {PerformanceRow} */ row) => nameOf(row, told.code, kind)
    const kept = held && about === this.#about
    const inOrder = kept ? still(this.#order, rows) : sorted(rows, sort, name)
    if (about !== this.#about) this.#most = AT_ONCE
    this.#about = about
    this.#order = inOrder.map(({ id }) => id)
    const all = { ...told.total, id: TOTAL }
    this.#place(
      [
        [all, word('performance_total', { name: named(told.total) })],
        ...inOrder
          .slice(0, this.#most)
          .map((row) => /** @type {[PerformanceRow, string]} */ ([row, name(row)])),
      ],
      kind,
    )
    this.#tellHead(kind, sort)
    const rest = inOrder.length - this.#most
    this.more.hidden = rest <= 0
    this.empty.hidden = rows.length > 0
    setText(this.more, word('performance_more', { n: count(Math.max(0, rest)) }))
  }

  /**
   * @param {[PerformanceRow, string][]} lines
   * @param {PerformanceKind} kind
   */
  #place(lines, kind) {
    const active = activeElement()
    /** @type {Map<string, HTMLTableRowElement>} */
    const there = new Map()
    let before = this.#body.firstElementChild
    for (const [row, name] of lines) {
      const node = this.#rows.get(row.id) ?? rowOf(row.id)
      there.set(row.id, node)
      if (node === before) before = before.nextElementSibling
      else this.#body.insertBefore(node, before)
      fill(node, row, name, kind)
    }
    for (const [id, node] of this.#rows) if (!there.has(id)) node.remove()
    this.#rows = there
    if (active !== document.activeElement && this.#body.contains(active)) active.focus()
  }

  /**
   * @param {PerformanceKind} kind
   * @param {Sort} sort
   */
  #tellHead(kind, sort) {
    for (const cell of this.#head.children) {
      const [button] = childrenOf(cell)
      const { column } = button.dataset
      setText(button, word(`performance_${column === 'name' ? kind : column}`))
      setAttribute(cell, 'aria-sort', sort.by !== column ? 'none' : sort.down ? 'descending' : 'ascending')
    }
  }
}

/** @param {string} column */
function heading(column) {
  const cell = make('th')
  cell.scope = 'col'
  const button = make('button', 'performance-heading')
  button.type = 'button'
  button.dataset.column = column
  cell.append(button)
  return cell
}

/** @param {string} id */
function rowOf(id) {
  const row = make('tr', id === TOTAL ? 'performance-row total' : 'performance-row')
  row.dataset.row = id
  row.dataset.line = id
  const name = make('th', 'performance-who')
  name.scope = 'row'
  name.append(make('span', 'performance-name'), make('span', 'second'))
  row.append(name)
  for (const column of COLUMNS) {
    const cell = make('td')
    const button = make('button', 'performance-number')
    button.type = 'button'
    button.dataset.column = column
    cell.append(button)
    row.append(cell)
  }
  return row
}

/**
 * @param {HTMLTableRowElement} node
 * @param {PerformanceRow} row
 * @param {string} name
 * @param {PerformanceKind} kind
 */
function fill(node, row, name, kind) {
  const [head, ...cells] = node.cells
  const [text, id] = head.children
  setText(text, name)
  head.title = name
  setText(id, kind === 'people' && row.id !== TOTAL && row.id !== name ? row.id : '')
  COLUMNS.forEach((column, at) => {
    const [button] = cells[at].children
    const said = shown(row, column)
    setText(button, said)
    setAttribute(button, 'data-value', String(row[column] ?? ''))
    setAttribute(button, 'aria-label', `${name} ${word(`performance_${column}`)} ${said}`)
    if (isRate(column)) setAttribute(button, 'title', rateWords(row, column))
  })
}

/**
 * What belongs to the area itself stands among its children.
 * @param {PerformanceRow} row
 * @param {string | null} code of the area shown
 * @param {PerformanceKind} kind
 */
export function nameOf(row, code, kind) {
  return kind === 'areas' && row.id === code ? word('place_here') : named(row)
}
