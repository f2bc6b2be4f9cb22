// The row of what waits: a call for help or something overdue stands out only when there is one.
import { on } from '../core/store.mjs'
import { byId } from '../core/dom.mjs'

export function mountNow() {
  const cells = ['overdue', 'sos'].map((name) => ({
    name,
    cell: byId('now').querySelector(`.now-cell.${name}`),
  }))
  on('state', ({ state: { counters } }) => {
    for (const { name, cell } of cells) cell.classList.toggle('some', counters[name] > 0)
  })
}
