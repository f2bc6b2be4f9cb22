// What stands for a person's id where the server tells none: a number of the room shown, good for one epoch. A page
// keeps both in one word, so that what it remembers of one epoch means nobody in the next.

const MARK = '#' // no id has one

/**
 * @param {number} epoch
 * @param {number} index
 */
export const numbered = (epoch, index) => `${MARK}${epoch}.${index}`

/**
 * @param {string | null} id
 * @returns {id is string}
 */
export const isNumber = (id) => id !== null && id.startsWith(MARK)

/** @param {string} id */
export function numberOf(id) {
  const [epoch, index] = id.slice(MARK.length).split('.').map(Number)
  return { epoch, index }
}
