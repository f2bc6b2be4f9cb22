// The truth light: judges the chain browser ← server ← Redis ← gateway, never the crowd.
import { now } from '../core/clock.mjs'
import { page, word } from '../core/page.mjs'
import { last, on } from '../core/store.mjs'
import { age, fineAge } from '../core/ages.mjs'
import { byId, make, setAttribute, setText, setWhole } from '../core/dom.mjs'
import { hasWord, isChinese } from '../core/names.mjs'

export const AMBER_MS = 10_000
export const RED_MS = 30_000
const SUSPECT_MS = 3_000 // a healthy link is never this old: what lies behind it went silent with it

// wrong, but no cause of a silence: that is told for itself
const BESIDE =
  /^(clock|redis_clock|positions_clock|stream|gateway)_|^(no_clerk|reports_waiting)$|_(odd_key|unconfirmed|lost|emptied|seal|forged)$/

const PAST = /^record_(lost|emptied|forged)$|^gateway_(erased|ahead|early|dropped|refused)$/
const isPast = (/** @type {Trouble} */ { code }) => PAST.test(code)
/**
 * @param {Trouble} trouble
 * @param {number} at
 */
const isRed = ({ red_at }, at) => red_at !== null && at >= red_at

/**
 * The gravest of what is wrong behind the server, what is wrong now before what has happened: that the light says.
 * @param {Trouble[]} troubles
 * @param {number} at
 */
const gravest = (troubles, at) =>
  [...troubles].sort(
    (a, b) =>
      Number(isPast(a)) - Number(isPast(b)) ||
      Number(isRed(b, at)) - Number(isRed(a, at)) ||
      Number(a.red_at === null) - Number(b.red_at === null) ||
      a.since - b.since,
  )[0]

/**
 * @param {Truth} truth
 * @param {number} oldest
 * @param {number} at
 */
function troubled(truth, oldest, at) {
  const { code, since, told } = gravest(truth.troubles, at)
  const red = truth.trouble === 'red' || truth.troubles.some((one) => isRed(one, at)) || oldest > RED_MS
  const note = `trouble_${code}`
  const name = code.endsWith('_away') ? 'light_redis' : 'light_trouble'
  return { colour: red ? 'red' : 'amber', word: name, note, told, past: Math.max(0, at - since) }
}

/**
 * `truth` as told by the store, `waited` ms since the page began: a link never heard of is as old as that; `at`:
 * the server's time. The first broken link from the browser outward is named: what lies behind it cannot be seen
 * from here. What the server knows of itself comes before the silence it causes.
 * Answers {colour, word, note, told, past}: `word` and `note` are keys, `note` of the sentence beside the light,
 * or '', `told` the values in it.
 * @param {Truth} truth
 * @param {number} waited
 * @returns {{colour: string, word: string, note: string, told?: any, past: number | null}}
 */
export function judge(truth, waited, at = 0) {
  /** @type {[cause: string, past: number][]} */
  const ages = [
    ['link', truth.linkAge ?? waited],
    ['redis', truth.redisAge ?? waited],
    ['gateway', truth.gatewayAge ?? waited],
  ]
  const oldest = Math.max(...ages.map(([, past]) => past))
  const heard = ages[0][1] <= AMBER_MS && truth.troubles?.length
  const silent = oldest > AMBER_MS
  if (heard && !(silent && truth.troubles.every(({ code }) => BESIDE.test(code))))
    return troubled(truth, oldest, at)
  if (silent) {
    const [cause, past] = ages.find(([, past]) => past > SUSPECT_MS) ?? ages[0]
    return {
      colour: oldest > RED_MS || truth.trouble === 'red' ? 'red' : 'amber',
      word: `light_${cause}`,
      note: `trouble_${cause}`,
      past,
    }
  }
  const starting = { colour: 'wait', word: 'light_starting', note: '', past: null }
  if (truth.linkAge === null) return starting
  if (truth.catchingUp)
    return { colour: 'amber', word: 'light_catching', note: 'trouble_catching', past: null }
  if (truth.redisAge === null || truth.gatewayAge === null) return starting
  return { colour: 'green', word: 'light_live', note: '', past: Math.max(truth.linkAge, truth.redisAge) }
}

/**
 * Spans of time are told in ms, by names that end so; a pair is in Chinese and in English.
 * @param {string} name
 * @param {any} value
 */
const saidOf = (name, value) =>
  name.endsWith('_ms') ? age(value) : Array.isArray(value) ? value[isChinese() ? 0 : 1] : value
/** @param {any} told */
const spoken = (told) =>
  Object.fromEntries(Object.entries(told).map(([name, value]) => [name, saidOf(name, value)]))

/** @param {string} note */
export const sentence = (note, told = {}) => word(hasWord(note) ? note : 'trouble_other', spoken(told))

// Until Redis has said which world this is, nothing is called live.
/** @param {ReturnType<typeof judge>} verdict */
const claimed = (verdict) =>
  verdict.colour === 'green' && (last('world') ?? page).world === 'unknown'
    ? { ...verdict, colour: 'wait', word: 'light_starting', past: null }
    : verdict

/** @param {Element} wall */
export function mountStatusLight(wall) {
  const [shape, name, past] = [
    make('span', 'light-shape'),
    make('b', 'light-word'),
    make('span', 'light-age'),
  ]
  const said = make('span', 'unseen') // announced: only when what is wrong is something else
  said.setAttribute('role', 'status')
  byId('light').append(shape, name, past, said)
  let announced = ''
  on('truth', (truth) => {
    const verdict = claimed(judge(truth, performance.now(), now()))
    setAttribute(wall, 'data-light', verdict.colour)
    setText(name, word(verdict.word))
    if (announced !== `${verdict.word} ${verdict.note}`) {
      announced = `${verdict.word} ${verdict.note}`
      const note = verdict.note ? sentence(verdict.note, verdict.told) : ''
      setText(said, [word(verdict.word), note].filter(Boolean).join(' · '))
    }
    setWhole(byId('light-note'), verdict.note && sentence(verdict.note, verdict.told))
    const all = truth.troubles.map(({ code, told }) => sentence(`trouble_${code}`, told))
    if (all.length > 1) setAttribute(byId('light-note'), 'title', all.join('\n'))
    setText(
      past,
      verdict.past === null ? '' : verdict.colour === 'green' ? fineAge(verdict.past) : age(verdict.past),
    )
  })
}
