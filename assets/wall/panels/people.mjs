// The people panel beyond its plain numbers: the share of posts filled and the bar by presence.
import { byId, part, setText } from './dom.mjs';
import { percent } from './numbers.mjs';

const PRESENCE = ['patrolling', 'handling', 'idle', 'offline', 'off_shift'];

export function mountPeople({ on }) {
  const root = byId('people');
  const filled = part(root, 'filled');
  const bars = PRESENCE.map((name) => part(root, `bar-${name}`));
  const rest = root.querySelector('.presence-row.off_shift');
  on('state', ({ counters }) => {
    setText(filled, percent(counters.people / counters.posts));
    const parts = PRESENCE.map((name) => counters[name] || 0);
    bars.forEach((bar, index) => (bar.style.flexGrow = parts[index]));
    bars.forEach((bar, index) => (bar.hidden = parts[index] === 0));
    rest.hidden = !counters.off_shift;
  });
}
