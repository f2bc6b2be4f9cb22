// The page's words, with places filled in; and spans of time in them.

const MINUTE = 60_000

/** @param {Record<string, string>} table */
export function createWords(table) {
  /** @type {FieldWord} */
  return (key, places = {}) =>
    (table[key] ?? key).replace(/\{(\w+)\}/g, (_, name) => String(places[name] ?? ''))
}

// what somebody in a hurry needs of it: seconds up to a minute, minutes up to an hour, hours up to two days
/**
 * @param {number} ms
 * @param {FieldWord} word
 */
export function span(ms, word) {
  if (ms < MINUTE) return word('seconds', { seconds: Math.max(0, Math.floor(ms / 1000)) })
  const minutes = Math.floor(ms / MINUTE)
  if (minutes < 60) return word('minutes', { minutes })
  const hours = Math.floor(minutes / 60)
  if (hours < 48) return word('hours_minutes', { hours, minutes: minutes % 60 })
  return word('days_hours', { days: Math.floor(hours / 24), hours: hours % 24 })
}

/**
 * A time of today, or with its day; in the city's zone.
 * @param {number} at
 * @param {number} now
 * @param {{lang: string, timezone: string}} facts
 */
export function moment(at, now, { lang, timezone }) {
  const said = (/** @type {number} */ time, /** @type {Intl.DateTimeFormatOptions} */ pieces) =>
    new Date(time).toLocaleString(lang === 'en' ? 'en-GB' : 'zh-CN', {
      timeZone: timezone,
      hour12: false,
      ...pieces,
    })
  const today = said(at, { dateStyle: 'short' }) === said(now, { dateStyle: 'short' })
  /** @type {Intl.DateTimeFormatOptions} */
  const day = today ? {} : { month: 'numeric', day: 'numeric' }
  return said(at, { ...day, hour: '2-digit', minute: '2-digit' })
}

/**
 * @param {Pair | null} names
 * @param {string} lang
 */
export function inLanguage(names, lang) {
  return names ? (lang === 'en' ? names[1] || names[0] : names[0]) : ''
}

/**
 * What somebody is sent to.
 * @param {FieldTask} task
 * @param {string} lang
 * @param {FieldWord} word
 */
export const itemOf = ({ item, sos }, lang, word) =>
  sos ? word('item_sos') : inLanguage(item, lang) || word('unsorted')

/**
 * @param {FieldTask} task
 * @param {string} lang
 * @param {FieldWord} word
 */
export function placed(task, lang, word) {
  const names = task.place
    .map((/** @type {Pair} */ each) => inLanguage(each, lang))
    .join(lang === 'en' ? ', ' : '')
  return [names, task.address].filter(Boolean).join(lang === 'en' ? ', ' : ' ') || word('no_place')
}
