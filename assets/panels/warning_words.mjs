// What the line of warnings says of each, in the page's language. Knows no element.

import { moment } from '../core/moments.mjs'
import { ofPair } from '../core/names.mjs'
import { page, word } from '../core/page.mjs'

const NUMERALS = ['?', 'Ⅳ', 'Ⅲ', 'Ⅱ', 'Ⅰ']
const NAMED = 3 // areas
const LANGUAGES = { zh: 'zh-CN', en: 'en-GB' }

/**
 * Those that stand at this moment: what runs out does so by itself, whoever is away.
 * @param {Warned} told
 * @param {number} at
 */
export const standing = ({ warnings }, at) => warnings.filter(({ until }) => until > at)

/** @param {PublicWarning} warning */
export const numeral = ({ grade }) => NUMERALS[grade] ?? NUMERALS[0]

/** How grave it is; of an exercise that it is one. */
export function gradeWords(/** @type {PublicWarning} */ { grade, exercise }) {
  const grave = word(`warned_grade_${grade}`)
  return exercise ? word('warned_exercise', { grade: grave }) : grave
}

/** Which areas are meant: the first by name, the others as a number. */
export function areaWords(/** @type {PublicWarning} */ { areas, more }, most = NAMED) {
  const names = areas.slice(0, most).map(ofPair)
  const rest = areas.length - names.length + more
  if (rest > 0)
    return word('warned_areas_more', { names: names.join(word('warned_between')), n: areas.length + more })
  return new Intl.ListFormat(page.lang === 'en' ? LANGUAGES.en : LANGUAGES.zh).format(names)
}

/**
 * From when, if it has not begun, and until when.
 * @param {PublicWarning} warning
 * @param {number} at
 */
export function timeWords({ onset, until }, at) {
  const end = moment(until, at)
  return onset && onset > at
    ? word('warned_from', { from: moment(onset, at), until: end })
    : word('warned_until', { until: end })
}
