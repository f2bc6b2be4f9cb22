// Where we are: the way down from the root, and what lies below. Follows the `area` topic.
import { byId, make } from './dom.mjs';
import { count } from './numbers.mjs';
import { areaName, has, say } from './words.mjs';

export function mountCrumbs({ on, go, page }) {
  on('area', (area) => {
    byId('crumbs').replaceChildren(...trail(area, go), ...below(area));
    document.title = `${areaName(area)} · ${page.title || say('product')}`;
  });
}

function trail(area, go) {
  const path = area.path?.length ? area.path : [area];
  return path.flatMap((step, index) => {
    const last = index === path.length - 1;
    return last ? [here(step)] : [link(step, go), arrow()];
  });
}

function here(step) {
  const node = make('b', 'crumb', areaName(step));
  node.setAttribute('aria-current', 'page');
  return node;
}

function link(step, go) {
  const node = make('a', 'crumb', areaName(step));
  node.href = `/wall/${encodeURIComponent(step.code)}${location.search}`;
  node.addEventListener('click', (event) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    go(step.code);
  });
  return node;
}

const arrow = () => make('span', 'crumb-arrow', '›');

// Two levels below the area; the city's third, thousands of grids, stands with the coverage.
function below(area) {
  const levels = Object.entries(area.counts || {}).slice(0, 2);
  const parts = levels.map(([level, n]) => `${count(n)} ${has(`level_${level}`) ? say(`level_${level}`) : level}`);
  if (area.km2 && area.path?.length > 1) parts.push(`${area.km2.toFixed(1)} ${say('square_km')}`);
  return parts.flatMap((text, index) => [
    index || area.path?.length > 1 ? make('span', 'crumb-arrow', '·') : arrow(),
    make('span', 'crumb-count', text),
  ]);
}
