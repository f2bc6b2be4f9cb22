// The dialog behind a number: what it means, as of when, and the list it counts.
import { listing, listUrl } from '../core/api.mjs'
import { page, word } from '../core/page.mjs'
import { goTo, here } from '../core/route.mjs'
import { emit } from '../core/store.mjs'
import { byId, closest, make } from '../core/dom.mjs'
import { isChinese } from '../core/names.mjs'
import { count } from '../core/numbers.mjs'
import { closeDialog, openDialog } from './dialogs.mjs'
import { earlierWords } from './earlier.mjs'
import { rowsTable, time } from './rows_table.mjs'

const own = new Map() // numbers that the page itself can answer for
let asked = 0 // an answer to an older question is void

/** @param {Element} wall */
export function mountDetails(wall) {
  wall.addEventListener('click', (event) => {
    const number = closest(event, 'button[data-counter], button[data-list]')
    if (number) openList(number.dataset.list ?? number.dataset.counter, number.dataset.group)
  })
}

/**
 * `answer()` in the shape of the server's list, for a number the page counts itself.
 * @param {string} counter
 * @param {() => any} answer
 */
export const answerFor = (counter, answer) => own.set(counter, answer)

/**
 * `by`: how its rows are grouped, '' for not at all.
 * @param {string} counter
 */
export async function openList(counter, by = '') {
  asked += 1
  const mine = asked
  const dialog = byId('details')
  show(dialog, '', note(word('details_loading')))
  openDialog(dialog)
  try {
    const answer = await (own.get(counter)?.() ?? listing(here() ?? '', counter, by))
    const { zh, en } = answer.definition
    if (mine === asked) show(dialog, isChinese() ? zh : en, ...body(answer, by))
  } catch (error) {
    if (mine === asked)
      show(dialog, '', note(word('details_failed', { reason: /** @type {Error} */ (error).message })))
  }
}

/**
 * @param {HTMLDialogElement} dialog
 * @param {string} heading
 * @param {...(string | Node)} content
 */
function show(dialog, heading, ...content) {
  const title = make('h2', 'dialog-title')
  const close = make('button', 'close', word('close'))
  close.type = 'button'
  close.dataset.close = 'true'
  title.append(make('span', '', heading), close)
  dialog.replaceChildren(title, ...content)
}

/** @param {string} text */
const note = (text) => make('p', 'dialog-note', text)

/**
 * Whatever a row tells of: a case is chosen on the map and in the console's card, a camera shown large, else the page
 * of the area opens.
 * @param {any} row
 */
function lead(row) {
  closeDialog()
  if ('item' in row) emit('select', { kind: 'case', id: row.id })
  else if ('still' in row) emit('camera', { id: row.id })
  else if (row.page) goTo(row.page, row.code)
}

/**
 * @param {string} code
 * @param {string} counter
 * @param {string} by
 */
function exported(code, counter, by) {
  const link = make('a', 'csv', word('details_csv'))
  link.href = `${listUrl(code, counter)}/csv?lang=${page.lang}${by && `&group=${by}`}`
  link.download = ''
  return link
}

/**
 * Whether the list is grouped, and by what: a button each.
 * @param {string} counter
 * @param {string} unit
 * @param {string} by
 */
function groupings(counter, unit, by) {
  const choices = unit === 'cases' ? ['', 'area', 'department'] : ['', 'area']
  const node = make('div', 'dialog-groups')
  node.setAttribute('role', 'group')
  node.setAttribute('aria-label', word('group_by'))
  for (const choice of choices) {
    const button = make('button', 'grouping', word(`group_by_${choice || 'nothing'}`))
    button.type = 'button'
    button.setAttribute('aria-pressed', String(choice === by))
    button.addEventListener('click', () => openList(counter, choice))
    node.append(button)
  }
  return node
}

/**
 * Of people, how many are of each kind, where the roster has several.
 * @param {Record<string, number> | undefined} kinds
 */
const ofKinds = (kinds = {}) =>
  Object.entries(kinds).map(([kind, n]) => make('span', 'dialog-kind', `${word(`kind_${kind}`)} ${count(n)}`))

/**
 * @param {any} answer
 * @param {string} by
 */
function body({ counter, definition, total, before, kinds, groups, rows, as_of: at }, by) {
  const meaning = make('p', 'dialog-meaning', isChinese() ? definition.zh_text : definition.en_text)
  if (total === null) return [meaning, note(word('details_unknown'))]
  const facts = make('p', 'dialog-facts')
  const unit = make('span', '', word(`unit_${definition.unit}`))
  const asOf = make('span', 'second', word('details_as_of', { time: time(at) }))
  const days = earlierWords((ago) => before?.[ago]).map((text) => make('span', 'dialog-before', text))
  facts.append(make('b', 'number', count(total)), unit, ...ofKinds(kinds), ...days, asOf)
  const listed = rows.length > 0 && !own.has(counter)
  if (listed) facts.append(exported(here() ?? '', counter, by))
  if (!rows.length) return [facts, meaning, note(word('details_empty'))]
  const rest = word('details_some', { shown: count(rows.length), total: count(total) })
  const choice = listed ? [groupings(counter, definition.unit, by)] : []
  const table = rowsTable(rows, at, lead, groups)
  return [facts, meaning, ...choice, table, ...(total > rows.length ? [note(rest)] : [])]
}
