// Where the map looks, and why: at the area after a drill or on request, at a case while it is selected, else
// wherever the person left it. Knows no canvas.

import { degrees, worldPixels } from './mercator.mjs'

export const CASE_RING_M = 300
const MICRO = 1e-6
const PADDING = 22

const SMALLER = 0.06 // zoom levels a try
const TRIES = 16
const SIDES = [
  [0.5, 0.5],
  [1, 0.5],
  [0.5, 0],
  [1, 0],
] // of the spare width and height: in the middle, right, up, both

// The largest zoom at which the area fills the box and yet keeps clear of what stands over the map's corner.
function clearView(map, bounds, clear) {
  const size = map.getSize()
  const full = map.getBoundsZoom(bounds, false, [2 * PADDING, 2 * PADDING])
  for (let zoom = full; zoom > full - SMALLER * TRIES; zoom -= SMALLER) {
    const west = map.project([bounds[1][0], bounds[0][1]], zoom)
    const east = map.project([bounds[0][0], bounds[1][1]], zoom)
    const spare = size.subtract(east.subtract(west)).subtract([2 * PADDING, 2 * PADDING])
    for (const [right, down] of SIDES) {
      const corner = west.subtract([PADDING + spare.x * right, PADDING + spare.y * down])
      if (clear({ world: worldPixels(zoom), left: corner.x, top: corner.y }))
        return { centre: map.unproject(corner.add(size.divideBy(2)), zoom), zoom }
    }
  }
  return {
    centre: map.unproject(map.project(bounds[0], full).add(map.project(bounds[1], full)).divideBy(2), full),
    zoom: full,
  }
}

/** `clear(view)`: would the area, seen so, keep clear of the legend? */
export function createViewpoint(map, clear) {
  let home = null
  let held = false // the person has moved the map: leave it where it is
  let before = null // the person's view while a case is selected
  let visited = '' // what was seen after `visit`
  let ours = false

  const seen = () => `${map.getCenter()} ${map.getZoom()}`

  function quietly(move) {
    ours = true
    move()
    ours = false
  }
  map.on('movestart', () => {
    if (!ours) held = true
  })

  const look = ({ centre, zoom }) => quietly(() => map.setView(centre, zoom, { animate: false }))

  function refit() {
    held = false
    before = null
    if (home && map.getSize().x > 0) look(clearView(map, home, clear))
  }

  return {
    refit,
    /** Look at an area's bounds, and come back to them on request. */
    enter(bounds) {
      home = bounds
      refit()
    },
    /** Zoom to a place's ring, and to `others` around it; the person's view is kept for `back`. */
    visit(lat, lon, others = []) {
      before ??= { centre: map.getCenter(), zoom: map.getZoom(), held }
      const [north, east] = degrees(CASE_RING_M * 1.25, lat)
      const ring = [
        [lat - north, lon - east],
        [lat + north, lon + east],
      ]
      const padding = others.length ? [3 * PADDING, 3 * PADDING] : [PADDING, PADDING]
      quietly(() => map.fitBounds([...ring, ...others], { animate: false, padding }))
      visited = seen()
    },
    /** Whether the map still looks where `visit` put it: nobody has moved it since. */
    untouched: () => before !== null && visited === seen(),
    /** Bring a person into sight, without zooming. */
    include({ lat, lon }, slot) {
      const place = [lat[slot] * MICRO, lon[slot] * MICRO]
      if (map.getBounds().contains(place)) return
      before ??= { centre: map.getCenter(), zoom: map.getZoom(), held }
      look({ centre: place, zoom: map.getZoom() })
    },
    back() {
      if (!before) return
      look(before)
      held = before.held
      before = null
    },
    /** The box has another size now. */
    resized() {
      quietly(() => map.invalidateSize({ animate: false, pan: true }))
      if (!held && !before) refit()
    },
  }
}
