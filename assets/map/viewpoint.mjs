// Where the map looks, and why: at the area after a drill or on request, at a case while it is selected, else
// wherever the person left it. Knows no canvas.

import { degrees, worldPixels } from './mercator.mjs'
import { partView } from './wall_part.mjs'

export const CASE_RING_M = 300
const MICRO = 1e-6
const PADDING = 22
const MOST_FOOT = 0.4 // of the height

const SMALLER = 0.06 // zoom levels a try
const TRIES = 16
const SIDES = [
  [0.5, 0.5],
  [1, 0.5],
  [0.5, 0],
  [1, 0],
] // of the spare width and height: in the middle, right, up, both

// The largest zoom at which the area fills the box and yet keeps clear of what stands over the map's corner.
/**
 * @param {any} map
 * @param {Bounds} bounds
 * @param {(view: Pick<View, 'world' | 'left' | 'top'>) => boolean} clear
 */
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

export class Viewpoint {
  #map
  #clear
  #covered
  /** @type {Bounds | null} */
  #home = null
  #held = false // the person has moved the map: leave it where it is
  /** @type {{centre: any, zoom: number, held: boolean} | null} */
  #before = null // the person's view while a case is selected
  #visited = '' // what was seen after `visit`
  #ours = false
  /** @type {WallPart | null} of a map that others show parts of, too */
  #part = null
  #shift = [0, 0]
  /** @type {Bounds | null} a place that all parts look at */
  #ring = null

  /**
   * `clear(view)`: would the area, seen so, keep clear of the legend? `covered()`: where that stands.
   * @param {any} map
   * @param {(view: Pick<View, 'world' | 'left' | 'top'>) => boolean} clear
   * @param {() => Box[]} covered
   */
  constructor(map, clear, covered) {
    this.#map = map
    this.#clear = clear
    this.#covered = covered
    map.on('movestart', () => {
      if (!this.#ours) this.#held = true
    })
  }

  get part() {
    return this.#part
  }

  /**
   * From now on it shows a part of a map that others go on with; null: it is one of its own.
   * @param {WallPart | null} part
   */
  share(part) {
    if (JSON.stringify(part) === JSON.stringify(this.#part)) return
    if (!part) this.#ring = null
    this.#part = part
    this.refit()
  }

  /**
   * All parts of a map stand so many CSS pixels aside, against burn-in.
   * @param {number[]} by
   */
  shift(by) {
    if (String(by) === String(this.#shift)) return
    this.#shift = by
    if (this.#part) this.#fit()
  }

  refit() {
    this.#held = false
    this.#before = null
    if (this.#part) return this.#fit()
    if (this.#home && this.#map.getSize().x > 0) this.#look(clearView(this.#map, this.#home, this.#clear))
  }

  /**
   * Look at an area's bounds, and come back to them on request.
   * @param {Bounds} bounds
   */
  enter(bounds) {
    this.#home = bounds
    this.#ring = null
    this.refit()
  }

  /**
   * Zoom to a place's ring, and to `others` around it; the person's view is kept for `back`.
   * @param {number} lat
   * @param {number} lon
   * @param {LatLon[]} [others]
   * @param {number} [metres] of the ring
   */
  visit(lat, lon, others = [], metres = CASE_RING_M) {
    this.#before ??= this.#current()
    const [north, east] = degrees(metres * 1.25, lat)
    /** @type {Bounds} */
    const ring = [
      [lat - north, lon - east],
      [lat + north, lon + east],
    ]
    if (this.#part) {
      this.#ring = ring
      return this.#fit()
    }
    const edge = others.length ? 3 * PADDING : PADDING
    const foot = Math.max(edge, this.#plate())
    const padded = { paddingTopLeft: [edge, edge], paddingBottomRight: [edge, foot] }
    this.#quietly(() => this.#map.fitBounds([...ring, ...others], { animate: false, ...padded }))
    this.#visited = this.#seen()
  }

  // How much of the map's foot the legend's plate takes; on a low map not all of it can be spared.
  #plate() {
    const { y } = this.#map.getSize()
    const tops = this.#covered().map(({ top }) => y - top)
    return Math.min(Math.max(0, ...tops), y * MOST_FOOT)
  }

  /** Whether the map still looks where `visit` put it: nobody has moved it since. */
  untouched() {
    return this.#before !== null && this.#visited === this.#seen()
  }

  /**
   * Bring a person into sight, without zooming.
   * @param {{lat: Int32Array, lon: Int32Array}} parts
   * @param {number} slot
   */
  include({ lat, lon }, slot) {
    const place = [lat[slot] * MICRO, lon[slot] * MICRO]
    if (this.#map.getBounds().contains(place)) return
    this.#before ??= this.#current()
    this.#look({ centre: place, zoom: this.#map.getZoom() })
  }

  back() {
    if (!this.#before) return
    if (this.#part) {
      this.#ring = null
      return this.refit()
    }
    this.#look(this.#before)
    this.#held = this.#before.held
    this.#before = null
  }

  /** The box has another size now. */
  resized() {
    this.#quietly(() => this.#map.invalidateSize({ animate: false, pan: true }))
    if (this.#part) this.#fit()
    else if (!this.#held && !this.#before) this.refit()
  }

  #fit() {
    const bounds = this.#ring ?? this.#home
    const size = this.#map.getSize()
    if (!bounds || !this.#part || size.x === 0) return
    const more = { inside: this.#ring !== null, shift: this.#shift, most: this.#map.getMaxZoom() }
    this.#look(partView(bounds, size, this.#part, more))
  }

  #current() {
    return { centre: this.#map.getCenter(), zoom: this.#map.getZoom(), held: this.#held }
  }

  #seen() {
    return `${this.#map.getCenter()} ${this.#map.getZoom()}`
  }

  /** @param {() => void} move */
  #quietly(move) {
    this.#ours = true
    move()
    this.#ours = false
  }

  #look(/** @type {{centre: any, zoom: number}} */ { centre, zoom }) {
    this.#quietly(() => this.#map.setView(centre, zoom, { animate: false }))
  }
}
