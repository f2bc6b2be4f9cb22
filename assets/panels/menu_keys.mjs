// Where the keys of a menu lead. Pure.

/**
 * The entry to go to from entry `at` of `count`, -1 being the button that opens them; null for any other key.
 * @param {string} key
 * @param {number} at
 * @param {number} count
 */
export function menuTarget(key, at, count) {
  if (key === 'ArrowDown') return (at + 1) % count
  if (key === 'ArrowUp') return at > 0 ? at - 1 : count - 1
  if (at >= 0 && key === 'Home') return 0
  if (at >= 0 && key === 'End') return count - 1
  return null
}
