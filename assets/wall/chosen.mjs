// The case somebody chose: its row in the feed is marked, its id stands in the address, and a link with one opens it.
import { byId, oncePerFrame } from '../core/dom.mjs'
import { emit, last, on } from '../core/store.mjs'

const NAME = 'case' // in the address

const asked = () => new URLSearchParams(location.search).get(NAME)

/** @param {string | null} id */
function write(id) {
  const query = new URLSearchParams(location.search)
  if (id === asked()) return
  if (id === null) query.delete(NAME)
  else query.set(NAME, id)
  const text = query.toString()
  history.replaceState(history.state, '', location.pathname + (text && `?${text}`))
}

/** @param {string | null} id */
function markRows(id) {
  for (const row of byId('feed').querySelectorAll('.feed-row')) {
    const is = row.dataset.case === id
    row.classList.toggle('chosen', is)
    row.firstElementChild.toggleAttribute('aria-current', is)
  }
}

export function mountChosen() {
  const chosen = () => {
    const selected = last('select')
    return selected?.kind === 'case' ? (selected.id ?? null) : null
  }
  const draw = oncePerFrame(() => markRows(chosen()))
  let how = 'load'
  on('route', (route) => (how = route.how))
  on('area', () => {
    const id = asked()
    if (how === 'go') write(null)
    else if (id !== null && id !== chosen()) emit('select', { kind: 'case', id })
  })
  on('select', () => {
    write(chosen())
    draw()
  })
  on('state', ({ changed }) => changed.has('cases') && draw())
}
