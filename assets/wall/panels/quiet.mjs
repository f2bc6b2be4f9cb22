// A quiet area under a live chain says since when nothing new came, in grey.
import { age } from './ages.mjs';
import { byId, setText } from './dom.mjs';
import { judge } from './light.mjs';
import { say } from './words.mjs';

const QUIET_MS = 120_000;

export function mountQuiet({ on, now }) {
  const line = byId('quiet');
  let newest = 0;
  on('area', () => (newest = 0));
  on('frame', (frame) => (newest = Math.max(newest, frame.newest)));
  on('truth', (truth) => {
    const past = now() - newest;
    const quiet = newest > 0 && past > QUIET_MS && judge(truth).colour === 'green';
    line.hidden = !quiet;
    if (quiet) setText(line, say('quiet_area', { age: age(past) }));
  });
}
