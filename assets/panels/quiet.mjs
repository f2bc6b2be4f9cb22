// A quiet area under a live chain says since when nothing new came, in grey.
import { now } from '../core/clock.mjs'
import { word } from '../core/page.mjs'
import { on } from '../core/store.mjs'
import { age } from '../core/ages.mjs'
import { byId, setText } from '../core/dom.mjs'
import { judge } from './status_light.mjs'

const QUIET_MS = 120_000

export function mountQuiet() {
  const line = byId('quiet')
  on('truth', (truth) => {
    const past = now() - truth.newest
    const quiet = truth.newest > 0 && past > QUIET_MS && judge(truth, performance.now()).colour === 'green'
    line.hidden = !quiet
    if (quiet) setText(line, word('quiet_area', { age: age(past) }))
  })
}
