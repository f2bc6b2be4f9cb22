// The share of grids somebody has walked in lately.
import { byId, part, setText } from './dom.mjs';
import { percent } from './numbers.mjs';

export function mountCoverage({ on }) {
  const share = part(byId('coverage'), 'covered');
  on('state', ({ counters }) => setText(share, percent(counters.grids_covered / counters.grids)));
}
