// What the map's marks mean: shape, colour and word of each.
import { byId, make } from './dom.mjs';
import { say } from './words.mjs';

const MARKS = ['new', 'in_hand', 'overdue', 'done', 'sos'];
const STEPS = [1, 2, 3];

export function mountLegend() {
  const marks = MARKS.map((state) => row(make('span', `mark ${state}`), say(`legend_${state}`)));
  const people = row(make('span', 'dot patrolling'), say('legend_person'));
  byId('legend').replaceChildren(...marks, people, shades());
}

function row(mark, text) {
  const node = make('div', 'legend-row');
  node.append(mark, make('span', '', text));
  return node;
}

function shades() {
  const node = make('div', 'legend-row shades');
  const steps = STEPS.flatMap((step) => [make('span', `shade step-${step}`), make('span', '', say(`legend_step_${step}`))]);
  node.append(make('span', 'shade-title', say('legend_shade')), ...steps);
  return node;
}
