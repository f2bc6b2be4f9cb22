// The share of grids somebody has walked in lately.
import { on } from '../core/store.mjs'
import { byId, part, setText } from '../core/dom.mjs'
import { percent } from '../core/numbers.mjs'

export function mountCoverage() {
  const share = part(byId('coverage'), 'covered')
  setText(share, percent(null))
  on('state', ({ state: { counters } }) => setText(share, percent(counters.grids_covered / counters.grids)))
}
