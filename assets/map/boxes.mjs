// Boxes of what stands on the map, in CSS pixels.

/**
 * @param {Box} a
 * @param {Box} b
 */
export const overlaps = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom

/**
 * @param {Box} box
 * @param {Box[]} others
 */
export const free = (box, others) => !others.some((other) => overlaps(box, other))
