// Where screens hang in a room, and where the next one could. Pure.

const MOST = 20 // rows and columns of a room

/** @typedef {[row: number, column: number]} Place */
/** @typedef {Pick<DirectedScreen, 'id' | 'row' | 'column'>} Hung */

/** @param {Place} place */
const key = ([row, column]) => `${row}/${column}`

/**
 * The first that is free: a hole among those that hang there, else right of the uppermost row.
 * @param {Pick<Hung, 'row' | 'column'>[]} screens of the room
 * @returns {Place}
 */
export function freePlace(screens) {
  const taken = new Set(screens.map(({ row, column }) => key([row, column])))
  const rows = Math.max(1, ...screens.map(({ row }) => row))
  const columns = Math.max(1, ...screens.map(({ column }) => column))
  const [within, beside, below] = [rect(rows, columns), rect(MOST, columns + 1), rect(MOST, MOST)]
  const free = [...within, ...beside, ...below].find((place) => !taken.has(key(place)))
  return free ?? [1, 1]
}

/**
 * @param {number} rows
 * @param {number} columns
 * @returns {Place[]}
 */
function rect(rows, columns) {
  const wide = Math.min(columns, MOST)
  return Array.from({ length: rows * wide }, (_, at) => [Math.floor(at / wide) + 1, (at % wide) + 1])
}

/**
 * Where each is drawn: of two in the same place the second stands in the next one that is free, so that both are seen.
 * @param {Hung[]} screens of a room
 * @returns {Map<string, Place>} by id
 */
export function drawnAt(screens) {
  const own = new Set(screens.map(({ row, column }) => key([row, column])))
  const [drawn, used] = [new Map(), new Set()]
  for (const { id, row, column } of screens) {
    let at = column
    while (used.has(key([row, at])) || (at !== column && own.has(key([row, at])))) at += 1
    used.add(key([row, at]))
    drawn.set(id, [row, at])
  }
  return drawn
}
