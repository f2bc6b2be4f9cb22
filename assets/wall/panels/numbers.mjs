// Numbers as people read them, and the one place that writes live numbers into the page.
import { setAttribute, setText } from './dom.mjs';

const grouped = new Intl.NumberFormat('en-US');

// null is a counter that nobody can know yet: a dash, never 0.
export const count = (value) => (value === null || value === undefined ? '—' : grouped.format(value));

export const percent = (share, digits = 1) => (Number.isFinite(share) ? `${(share * 100).toFixed(digits)}%` : '—');

export function writeNumber(node, value) {
  setText(node, count(value));
  setAttribute(node, 'data-value', value === null || value === undefined ? '' : String(value));
}

// SOS calls are counted from the cases themselves: all of them are in the state.
export const waitingSos = (state) => (state.cases || []).filter((record) => record.sos && !record.acknowledged);

export function mountNumbers({ root, on }) {
  const nodes = [...root.querySelectorAll('[data-counter]')];
  on('state', (state) => {
    const counters = { sos: waitingSos(state).length, ...state.counters };
    for (const node of nodes) writeNumber(node, counters[node.dataset.counter]);
  });
}
