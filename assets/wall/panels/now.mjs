// The row of what waits: a call for help or something overdue stands out only when there is one.
import { byId } from './dom.mjs';
import { waitingSos } from './numbers.mjs';

export function mountNow({ on }) {
  const root = byId('now');
  const overdue = root.querySelector('.now-cell.overdue');
  const sos = root.querySelector('.now-cell.sos');
  on('state', (state) => {
    overdue.classList.toggle('some', state.counters.overdue > 0);
    sos.classList.toggle('some', waitingSos(state).length > 0);
  });
}
