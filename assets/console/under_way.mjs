// People who were sent and are not there yet, on the console's map: a ring, and a plate with the minutes left, from where
// they are to where the case is. Follows them as they walk. Where many stand close a plate finds no room: the ring stays.

import { word } from '../core/page.mjs'
import { spotOf } from '../core/spot.mjs'
import { last, on } from '../core/store.mjs'
import { palette } from '../map/palette.mjs'
import { drawPlate, placePlate } from '../map/plate.mjs'

const METRES = 111_195 // a degree of latitude
const MICRO = 1e-6
const RING = 6 // CSS pixels, times the page's unit

/**
 * Whole minutes from a place to another, in degrees; `pace`: seconds for a metre as the crow flies.
 * @param {{lat: number, lon: number}} from
 * @param {{lat: number, lon: number}} to
 * @param {number} pace
 */
export function minutesLeft(from, to, pace) {
  const east = (to.lon - from.lon) * Math.cos((to.lat * Math.PI) / 180)
  return Math.max(1, Math.ceil((Math.hypot(to.lat - from.lat, east) * METRES * pace) / 60))
}

/**
 * Who is sent now: to look whether it was put right, or to handle it.
 * @param {CaseRow} row
 */
const sentNow = ({ inspection, assignment }) => inspection ?? assignment

/**
 * Whether somebody was sent and has not arrived; a department is not on the map.
 * @param {CaseRow} row
 */
export function underWay(row) {
  const sent = sentNow(row)
  return Boolean(sent?.inspector) && !sent?.arrived_at && !sent?.handling_at && spotOf(row) !== null
}

/** @implements {MapExtra} */
export class UnderWay {
  /** @type {Scene | null} */
  #scene = null
  /** @type {CaseRow[]} */
  #rows = []
  /** @type {(Point & {told: string})[]} */
  #places = []
  /** @type {Plate[]} */
  #plates = []

  /**
   * @param {Scene} scene
   * @param {() => void} changed
   */
  begin(scene, changed) {
    this.#scene = scene
    on('queue', ({ rows }) => {
      this.#rows = [...rows.values()].filter((row) => underWay(row))
      changed()
    })
    setInterval(() => this.#rows.length && changed(), 5000)
  }

  /**
   * @param {Context} context
   * @param {View} view
   * @param {MapStyle} look
   * @param {Box[]} taken
   */
  arrange(context, view, look, taken) {
    const around = RING * look.unit
    this.#places = this.#chosenFirst().flatMap((row) => this.#placeOf(row, view) ?? [])
    const rings = this.#places.map(({ x, y }) => ({
      left: x - around,
      right: x + around,
      top: y - around,
      bottom: y + around,
    }))
    const covered = [...taken, ...rings]
    this.#plates = []
    for (const place of this.#places) {
      const found = placePlate(context, place, place.told, view, look, covered)
      if (!found) continue
      this.#plates.push(found)
      covered.push(found.box)
    }
    return this.#plates.map(({ box }) => box)
  }

  /**
   * @param {Context} context
   * @param {View} view
   * @param {MapStyle} look
   */
  paint(context, view, look) {
    for (const place of this.#places) ring(context, place, RING * look.unit)
    for (const found of this.#plates) drawPlate(context, found, look)
  }

  /** Who goes to the selected case is told first. */
  #chosenFirst() {
    const chosen = this.#scene?.chosen
    const id = chosen?.kind === 'case' ? chosen.record.id : null
    return this.#rows.toSorted((a, b) => Number(b.id === id) - Number(a.id === id))
  }

  /**
   * Where the person is, and the minutes that are left; null for who is not on the map.
   * @param {CaseRow} row
   * @param {View} view
   */
  #placeOf(row, view) {
    const people = this.#scene?.people
    const { inspector, pace } = sentNow(row) ?? {}
    const slot = people ? people.slotOf(String(inspector)) : -1
    if (!people || slot < 0 || !pace) return null
    const { lat, lon, x, y } = people.columns
    const told = last('state')?.state.calls[row.id]?.minutes // to where the caller is now
    const from = { lat: lat[slot] * MICRO, lon: lon[slot] * MICRO }
    const [north, east] = spotOf(row) ?? [Number.NaN, Number.NaN]
    const minutes = told ?? minutesLeft(from, { lat: north, lon: east }, pace)
    return {
      x: x[slot] * view.world - view.left,
      y: y[slot] * view.world - view.top,
      told: word('under_way', { n: minutes }),
    }
  }
}

/**
 * @param {Context} context
 * @param {Point} point
 * @param {number} radius
 */
function ring(context, { x, y }, radius) {
  context.beginPath()
  context.arc(x, y, radius, 0, 2 * Math.PI)
  for (const [color, width] of /** @type {[string, number][]} */ ([
    [palette.ground, 4],
    [palette.text, 1.5],
  ])) {
    context.strokeStyle = color
    context.lineWidth = width
    context.stroke()
  }
}
