// The truth light: judges the chain browser ← server ← Redis ← gateway, never the crowd.
import { word } from '../page.mjs'
import { on } from '../store.mjs'
import { age, fineAge } from './ages.mjs'
import { byId, make, setAttribute, setText, setWhole } from './dom.mjs'

export const AMBER_MS = 10_000
export const RED_MS = 30_000
const SUSPECT_MS = 3_000 // a healthy link is never this old: what lies behind it went silent with it

/**
 * `truth` as told by the store, `waited` ms since the page began: a link never heard of is as old as that.
 * The first broken link from the browser outward is named: what lies behind it cannot be seen from here.
 * Answers {colour, word, note, past}: `word` and `note` are keys, `note` of the sentence beside the light, or ''.
 */
export function judge(truth, waited) {
  const ages = [
    ['link', truth.linkAge ?? waited],
    ['redis', truth.redisAge ?? waited],
    ['gateway', truth.gatewayAge ?? waited],
  ]
  const oldest = Math.max(...ages.map(([, past]) => past))
  if (oldest > AMBER_MS) {
    const [cause, past] = ages.find(([, past]) => past > SUSPECT_MS)
    return { colour: oldest > RED_MS ? 'red' : 'amber', word: `light_${cause}`, note: `trouble_${cause}`, past }
  }
  if (truth.linkAge === null) return { colour: 'wait', word: 'light_starting', note: '', past: null }
  if (truth.catchingUp) return { colour: 'amber', word: 'light_catching', note: 'trouble_catching', past: null }
  return { colour: 'green', word: 'light_live', note: '', past: Math.max(truth.linkAge, truth.redisAge ?? 0) }
}

export function mountLight(wall) {
  const [shape, name, past] = [make('span', 'light-shape'), make('b', 'light-word'), make('span', 'light-age')]
  byId('light').append(shape, name, past)
  on('truth', (truth) => {
    const verdict = judge(truth, performance.now())
    setAttribute(wall, 'data-light', verdict.colour)
    setText(name, word(verdict.word))
    setWhole(byId('light-note'), verdict.note && word(verdict.note))
    setText(past, verdict.past === null ? '' : verdict.colour === 'green' ? fineAge(verdict.past) : age(verdict.past))
  })
}
