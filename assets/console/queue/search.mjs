// The search: what is typed narrows the queue at once, by what the page knows; texts of reports are found by the
// server, a moment later.

import { page, word } from '../../core/page.mjs'
import { byId, make } from '../../core/dom.mjs'
import { here } from '../../core/route.mjs'
import { on } from '../../core/store.mjs'
import { searchCases } from '../desk/api.mjs'
import { look, view } from '../desk/view.mjs'

const PAUSE_MS = 300
/** @type {Set<string>} */
const NOBODY = new Set()
let answer = { q: '', ids: NOBODY }
let asked = 0

/**
 * Ids the server found for these words.
 * @param {string} q
 */
export const found = (q) => (answer.q === q ? answer.ids : NOBODY)

/** @param {string} q */
async function askServer(q) {
  asked += 1
  const mine = asked
  const told = await searchCases(here() ?? page.root, q).catch(() => null)
  if (mine !== asked || told === null) return
  answer = { q, ids: new Set(told.cases.map(({ id }) => id)) }
  look({})
}

export const focusSearch = () => byId('search-text').select()

export function mountSearch() {
  const input = make('input', 'search-text')
  Object.assign(input, { id: 'search-text', type: 'search', autocomplete: 'off', maxLength: 100 })
  input.placeholder = input.title = word('search_hint')
  byId('search').append(input)
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer
  let wanted = ''
  const take = () => {
    const q = input.value.trim()
    if (q === view().q) return
    look({ q })
  }
  input.addEventListener('input', (event) => (event instanceof InputEvent && event.isComposing) || take())
  input.addEventListener('compositionend', take)
  input.addEventListener('keydown', (event) => {
    if (event.isComposing || event.keyCode === 229) return
    if (event.key === 'Escape') {
      input.value = ''
      take()
    }
    if (event.key === 'Escape' || event.key === 'Enter') input.blur()
  })
  on('view', ({ q }) => {
    if (document.activeElement !== input || input.value.trim() !== q) input.value = q
    if (q === wanted) return
    wanted = q
    clearTimeout(timer)
    if (q) timer = setTimeout(askServer, PAUSE_MS, q)
  })
}
