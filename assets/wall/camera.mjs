// Where the map looks, and why: at the area after a drill or on request, at a case while it is selected, else
// wherever the person left it. Knows no canvas.

import { degrees } from './mercator.mjs'

export const CASE_RING_M = 300
const MICRO = 1e-6
const PADDING = 22

/** `clear()` answers how many CSS pixels at the left the area should leave free, 0 none. */
export function createCamera(map, clear) {
  let home = null
  let held = false // the person has moved the map: leave it where it is
  let before = null // the person's view while a case is selected
  let ours = false

  function quietly(move) {
    ours = true
    move()
    ours = false
  }
  map.on('movestart', () => {
    if (!ours) held = true
  })

  const look = (bounds, left = 0) => quietly(() => map.fitBounds(bounds, {
    animate: false,
    paddingTopLeft: [PADDING + left, PADDING],
    paddingBottomRight: [PADDING, PADDING + 6],
  }))

  function refit() {
    held = false
    before = null
    if (!home) return
    look(home)
    const left = clear()
    if (left > 0) look(home, left)
  }

  return {
    refit,
    /** Look at an area's bounds, and come back to them on request. */
    enter(bounds) {
      home = bounds
      refit()
    },
    /** Zoom to a place's ring; the person's view is kept for `back`. */
    visit(lat, lon) {
      before ??= { centre: map.getCenter(), zoom: map.getZoom(), held }
      const [north, east] = degrees(CASE_RING_M * 1.25, lat)
      look([[lat - north, lon - east], [lat + north, lon + east]])
    },
    /** Bring a person into sight, without zooming. */
    include({ lat, lon }, slot) {
      const place = [lat[slot] * MICRO, lon[slot] * MICRO]
      if (map.getBounds().contains(place)) return
      before ??= { centre: map.getCenter(), zoom: map.getZoom(), held }
      quietly(() => map.setView(place, map.getZoom(), { animate: false }))
    },
    back() {
      if (!before) return
      const { centre, zoom } = before
      held = before.held
      before = null
      quietly(() => map.setView(centre, zoom, { animate: false }))
    },
    /** The box has another size now. */
    resized() {
      quietly(() => map.invalidateSize({ animate: false, pan: true }))
      if (!held && !before) refit()
    },
  }
}
