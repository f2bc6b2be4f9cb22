// How the areas below stand: those that need eyes first, or where they lie. Said in the address, so that it outlives a
// drill-down, a reload and a change of language; until somebody chooses, a list is ranked and tiles lie as the map.

const NAME = 'tiles'
const ORDERS = ['rank', 'place']

/** @type {(() => void)[]} */
const followers = []

const asked = () => new URLSearchParams(location.search).get(NAME)

/**
 * Whether those that need eyes come first; `list`: they stand one a line.
 * @param {boolean} list
 * @param {string | null} order
 */
export const ranked = (list, order = asked()) => (ORDERS.includes(order ?? '') ? order === 'rank' : list)

/** @param {() => void} then */
export const onOrder = (then) => followers.push(then)

/** @param {boolean} list */
export function switchOrder(list) {
  const query = new URLSearchParams(location.search)
  query.set(NAME, ranked(list) ? 'place' : 'rank')
  history.replaceState(history.state, '', `${location.pathname}?${query}`)
  for (const then of followers) then()
}
