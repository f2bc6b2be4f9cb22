// The row of what waits: a call for help or something overdue stands out only when there is one.
import { on } from '../store.mjs'
import { byId } from './dom.mjs'
import { waitingSos } from './numbers.mjs'

export function mountNow() {
  const [overdue, sos] = ['overdue', 'sos'].map((name) => byId('now').querySelector(`.now-cell.${name}`))
  on('state', ({ state }) => {
    overdue.classList.toggle('some', state.counters.overdue > 0)
    sos.classList.toggle('some', waitingSos(state).length > 0)
  })
}
