// The people panel beyond its plain numbers: the share of posts filled and the bar by presence.
import { on } from '../core/store.mjs'
import { byId, part, setText } from '../core/dom.mjs'
import { percent } from '../core/numbers.mjs'

const PRESENCE = ['patrolling', 'handling', 'idle', 'offline', 'off_shift']

export function mountPeople() {
  const root = byId('people')
  const filled = part(root, 'filled')
  const bars = PRESENCE.map((name) => part(root, `bar-${name}`))
  const offShift = root.querySelector('.presence-row.off_shift')
  /** @param {Counters} counters */
  const draw = (counters) => {
    setText(filled, percent(counters.people / counters.posts))
    bars.forEach((bar, index) => {
      bar.style.flexGrow = counters[PRESENCE[index]] || 0
      bar.hidden = !counters[PRESENCE[index]]
    })
    offShift.hidden = !counters.off_shift
  }
  draw({}) // until the first frame tells
  on('state', ({ state: { counters } }) => draw(counters))
}
