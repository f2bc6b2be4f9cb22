// What is looked at: tab, search and case. It lives in the address, so that a link shows the same; told as `view`.
// The map's selection and the address follow each other.

import { here } from '../../core/route.mjs'
import { emit, last, on } from '../../core/store.mjs'
import { readView, writeView } from './address.mjs'

export const view = () => last('view') ?? readView(location.search)

/**
 * Look at something else; `step`: one that the way back leads over.
 * @param {Partial<DeskView>} change
 */
export function look(change, step = false) {
  const next = { ...view(), ...change }
  const search = writeView(location.search, next)
  if (search !== location.search)
    history[step ? 'pushState' : 'replaceState'](history.state, '', location.pathname + search)
  emit('view', next)
}

/** Begin at the address. */
export function startView() {
  emit('view', readView(location.search))
  addEventListener('popstate', () => emit('view', readView(location.search)))
  let area = here()
  on('route', ({ code, how }) => {
    const moved = area !== null && code !== area
    area = code
    if (moved && how === 'go') look({ case: null })
  })
  on('select', ({ kind, id, moved }) => {
    if (kind === 'case' && id !== view().case) look({ case: id ?? null }, true)
    else if (kind === null && moved)
      queueMicrotask(() => showOnMap(view())) // the area came after the case
    else if (kind === null && view().case !== null) look({ case: null })
  })
  on('view', showOnMap)
  on('queue', ({ whole }) => whole && showOnMap(view()))
}

// Once the queue is here: a case is found on the map among its marks.
function showOnMap(/** @type {DeskView} */ { case: id }) {
  const selected = last('select')
  const shown = selected?.kind === 'case' ? selected.id : null
  if (!last('queue') || shown === id) return
  emit('select', id === null ? { kind: null } : { kind: 'case', id })
}
