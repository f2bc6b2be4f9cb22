// What the address says about cameras: `cameras=` the layout, `camera=` the one enlarged, `pin=` each pinned one.
// Pure: search text in, search text out.

export const CORNER = 4 // the corner of the right column; every other layout lies over the map
export const LAYOUTS = [1, CORNER, 6, 9, 16] // what an address may ask for
const OURS = ['cameras', 'camera', 'pin']

/**
 * `search` of an address → {layout, one: id | null, pins: [id, …]}.
 * @param {string} search
 */
export function readView(search) {
  const query = new URLSearchParams(search)
  const layout = Number(query.get('cameras'))
  return {
    layout: LAYOUTS.includes(layout) ? layout : CORNER,
    one: query.get('camera') || null,
    pins: [...new Set(query.getAll('pin').filter(Boolean))],
  }
}

/**
 * `search` with the view written into it; the corner is what an address shows that says nothing.
 * @param {string} search
 * @param {CameraView} cameraView
 */
export function writeView(search, { layout, one, pins }) {
  const query = new URLSearchParams(search)
  for (const name of OURS) query.delete(name)
  if (layout !== CORNER) query.set('cameras', String(layout))
  if (one !== null) query.set('camera', one)
  for (const id of pins) query.append('pin', id)
  const text = query.toString()
  return text && `?${text}`
}

/**
 * Whether two searches differ in nothing but cameras, the case chosen and how tiles stand: a link made before they
 * changed is still one.
 * @param {string} one
 * @param {string} other
 */
export function sameBesides(one, other) {
  /** @param {string} search */
  const bare = (search) => {
    const query = new URLSearchParams(writeView(search, { layout: CORNER, one: null, pins: [] }))
    for (const name of ['case', 'tiles']) query.delete(name)
    return query.toString()
  }
  return bare(one) === bare(other)
}
