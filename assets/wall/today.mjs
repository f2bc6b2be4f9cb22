// The funnel's bars: each step as a share of what was reported.
import { on } from '../core/store.mjs'
import { byId, part } from '../core/dom.mjs'

const STEPS = ['reported', 'advised', 'dispatched', 'resolved', 'closed']

export function mountToday() {
  const fills = STEPS.map((step) => part(byId('today'), `funnel-${step}`))
  on('state', ({ state: { counters } }) => {
    STEPS.forEach((step, index) => {
      const share = counters.reported ? (counters[step] || 0) / counters.reported : 0
      fills[index].style.width = `${(Math.min(1, share) * 100).toFixed(1)}%`
    })
  })
}
