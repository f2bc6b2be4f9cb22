// The truth light: judges the chain browser ← server ← Redis ← gateway, never the crowd.
import { byId, make, setAttribute, setText } from './dom.mjs';
import { age, fineAge } from './ages.mjs';
import { say } from './words.mjs';

export const AMBER_MS = 10_000;
export const RED_MS = 30_000;

const colour = (past) => (past > RED_MS ? 'red' : past > AMBER_MS ? 'amber' : 'green');

// `truth` holds ages in ms; null is "never". The first broken link from the browser outward is the one named:
// what lies behind it cannot be seen.
export function judge(truth) {
  const never = truth.waiting ?? Infinity;
  const links = [
    ['link', truth.link],
    ['redis', truth.redis],
    ['gateway', truth.gateway],
  ].map(([name, past]) => [name, past ?? never]);
  const broken = links.find(([, past]) => past > AMBER_MS);
  if (broken) return { colour: colour(broken[1]), word: `light_${broken[0]}`, past: broken[1] };
  if (truth.link === null) return { colour: 'wait', word: 'light_starting', past: null };
  if (truth.catching) return { colour: 'amber', word: 'light_catching', past: null };
  return { colour: 'green', word: 'light_live', past: Math.max(truth.link, truth.redis ?? 0) };
}

export function mountLight({ root, on }) {
  const light = byId('light');
  const [shape, word, past] = [make('span', 'light-shape'), make('b', 'light-word'), make('span', 'light-age')];
  light.append(shape, word, past);
  on('truth', (truth) => {
    const verdict = judge(truth);
    setAttribute(root, 'data-light', verdict.colour);
    setText(word, say(verdict.word));
    setText(past, describe(verdict));
  });
}

function describe(verdict) {
  if (verdict.past === null || !Number.isFinite(verdict.past)) return '';
  return verdict.colour === 'green' ? fineAge(verdict.past) : age(verdict.past);
}
