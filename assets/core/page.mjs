// What the server wrote into this page: language, words, items, world, build, city. Read once; knows no panel.

const DEFAULTS = {
  kind: 'wall',
  lang: 'zh',
  words: /** @type {Record<string, string>} */ ({}),
  items: /** @type {Record<string, Pair>} */ ({}),
  world: 'live',
  notes: /** @type {Pair[]} */ ([]),
  build: '',
  city: '',
  edition: '',
  now: 0,
  root: '',
  scope: '',
  timezone: 'Asia/Shanghai',
  title: 'Gridwall',
  basemap: /** @type {any} */ (null),
  chart: /** @type {any} */ (null),
  cameras: { radius_m: 300, dwell_seconds: 20 },
  /** Names of categories and departments, by code. */
  kinds: /** @type {Record<string, Record<string, Pair>>} */ ({}),
  features: /** @type {Record<string, any>} */ ({}),
  /** Who signed in; null where nobody does. */
  account: /** @type {AccountFact | null} */ (null),
  /** Of the whole city; null where nobody knows. */
  level: /** @type {CityLevel | null} */ (null),
  /** Whether the director's page is open to whoever looks. */
  directs: false,
  /** Whether whoever signed in may put something on a screen of a room. */
  pushes: false,
  /** Whether a console's viewer may look back over days. */
  reviews: false,
  /** How accounts are called, as far as this page may name them, by id. */
  colleagues: /** @type {Record<string, string>} */ ({}),
}

/** @returns {typeof DEFAULTS} */
function read() {
  const element = globalThis.document?.getElementById('gridwall-page')
  return { ...DEFAULTS, ...(element ? JSON.parse(element.textContent ?? '') : {}) }
}

export const page = read()

/**
 * The text of `key` in the page's language, `{name}` filled in; a missing key shows itself.
 * @param {string} key
 * @param {Record<string, unknown>} values
 */
export function word(key, values = {}) {
  const text = page.words[key] ?? key
  return text.replace(/\{(\w+)\}/g, (whole, name) => String(values[name] ?? whole))
}

/** A name for people: the page's language where there is one, else the other. */
export function named(/** @type {Named} */ { name, name_en: english }) {
  return page.lang === 'en' ? (english ?? name) : name
}
