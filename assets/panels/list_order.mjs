// The order of a list behind a number: by one of its columns, forwards or backwards. Pure.

/** Columns that are told in words and ordered by what is behind them. */
const NUMBERS = new Set(['due', 'filed', 'age', 'last', 'open', 'posts', 'since'])
/** @type {Record<string, number>} what is not known comes last, whichever way round */
const NEVER = { due: Infinity, last: -1, age: Infinity, since: Infinity }

/**
 * `rows` by a column: `text(row)` is what the cell says. What is equal keeps its order.
 * @param {any[]} rows
 * @param {string} column
 * @param {boolean} backwards
 * @param {(row: any) => string} text
 * @param {string} lang
 */
export function ordered(rows, column, backwards, text, lang) {
  const way = backwards ? -1 : 1
  if (NUMBERS.has(column)) {
    const of = (/** @type {any} */ row) => row[column] ?? NEVER[column] ?? 0
    return [...rows].sort((a, b) => way * (of(a) - of(b) || 0))
  }
  const words = new Intl.Collator(lang === 'zh' ? 'zh-CN' : 'en', { numeric: true })
  return [...rows].sort((a, b) => way * words.compare(text(a), text(b)))
}
