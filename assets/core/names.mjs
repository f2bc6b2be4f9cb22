// Names of areas, places and matters in the page's language, and the words of fixed labels.
import { DEMO_DESK, NAMELESS, SEAT } from './contract.mjs'
import { named, page, word } from './page.mjs'
import { ended, wordOf } from './case_status.mjs'
import { age } from './ages.mjs'
import { setText } from './dom.mjs'

export const isChinese = () => page.lang !== 'en'
/** @param {string} key */
export const hasWord = (key) => key in page.words

/** @param {ParentNode} root */
export function fillWords(root) {
  /** @type {NodeListOf<HTMLElement>} */
  const nodes = root.querySelectorAll('[data-word]')
  for (const node of nodes) setText(node, word(node.dataset.word ?? ''))
}

/** A pair is [Chinese, English or null]. */
export const ofPair = (/** @type {Pair} */ [name, english]) => named({ name, name_en: english })

/** @param {Pick<Case, 'item' | 'sos'>} record */
export function itemName(record) {
  if (record.sos) return word('item_sos')
  const names = page.items[record.item]
  return names ? ofPair(names) : word('item_unknown')
}

/**
 * What a wall calls a case; a call through a link that has ended says that nobody vouches for it,
 * one that the record does not hold yet that nobody can acknowledge it.
 * @param {Case} record
 */
export const titleOf = (record) =>
  itemName(record) + (record.unverified ? word('unverified') : '') + (record.unfiled ? word('unfiled') : '')

/**
 * How a case stands at this time of the server; a late one says for how long.
 * @param {Case} record
 * @param {number} at
 */
export const stateOf = (record, at) => word(wordOf(record, at), { age: age(at - (record.due ?? at)) })

const colleagues = new Map(Object.entries(page.colleagues))

/**
 * Somebody at a console: also who had no account yet when this page was made.
 * @param {string} id
 * @param {string} name
 */
export const meet = (id, name) => colleagues.set(id, name)

/** What an account is called; '' for what is none, or none that may be named here. */
export const accountName = (/** @type {string | null} */ id) => colleagues.get(id ?? '') ?? ''

/** Who has claimed a case: a seat by its number, an account by its name, an open one without owner in words. */
export function ownerName(/** @type {Case} */ { owner, state }) {
  if (!owner) return ended({ state }) ? '—' : word('owner_none')
  const number = seatNumber(owner)
  if (number) return word('owner_seat', { n: number })
  if (owner === NAMELESS) return word('outsider')
  return owner === DEMO_DESK ? word('owner_demo') : accountName(owner) || owner
}

/**
 * The place of a case below the room's area, level by level.
 * @param {Case} record
 */
export function placeName(record) {
  if (record.to_locate && !record.place.length) return word('place_unknown')
  const names = record.place.map((pair) => together(shortName(ofPair(pair))))
  return names.length ? names.join(word('place_join')) : word('place_here')
}

/**
 * Where an area lies, level by level below another one, as the place of a case is said; that area itself has its name.
 * @param {Pick<Area, 'path'>} area
 * @param {string} above
 */
export function pathName({ path }, above) {
  const below = path.slice(path.findIndex(({ code }) => code === above) + 1)
  const names = (below.length ? below : path.slice(-1)).map((one) => together(shortName(named(one))))
  return names.join(word('place_join'))
}

const ON_ONE_LINE = 20 // characters

/**
 * A short name stays on its line; a long one may be broken between its words, or else it breaks within one.
 * @param {string} name
 */
const together = (name) => (name.length > ON_ONE_LINE ? name : name.replaceAll(' ', '\u00a0'))

const TAILS = /(街道办事处|街道|镇|社区|社区居委会|社区居民委员会|居民委员会|村委会|村民委员会|村)$/
const ENGLISH_TAILS = / (Subdistrict|Street|Town|Township|Village|Community)( Residents' Committee)?$/

/**
 * Where the level is already said, 横沥镇 stands as 横沥; a name never shrinks below two characters.
 * @param {string} name
 */
export function shortName(name) {
  const short = name.replace(TAILS, '').replace(ENGLISH_TAILS, '')
  return short.length >= 2 ? short : name
}

/**
 * The number of a seat by its id, null for any other id.
 * @param {string | null | undefined} id
 */
export function seatNumber(id) {
  const number = id?.startsWith(SEAT) ? id.slice(SEAT.length) : ''
  return /^\d+$/.test(number) ? number : null
}
