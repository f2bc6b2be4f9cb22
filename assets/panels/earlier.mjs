// What a number was at this time of other days, in words; nothing where it is not known. Pure.
import { word } from '../core/page.mjs'
import { count } from '../core/numbers.mjs'

const AGO = ['day', 'week']

/**
 * One text for each day that is known, the nearest first; `told(ago)` answers the number, or nothing.
 * @param {(ago: string) => number | null | undefined} told
 * @param {(value: number) => string} [write]
 */
export function earlierWords(told, write = count) {
  const known = AGO.map((ago) => ({ ago, value: told(ago) }))
  return known.flatMap(({ ago, value }) =>
    value === null || value === undefined ? [] : [word(`before_${ago}`, { n: write(value) })],
  )
}
