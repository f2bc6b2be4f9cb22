// What the map shows of the case looked at besides its ring: the numbered people with a line to it, whoever is on the
// way to them with a line of their own, and the way that somebody who calls for help came. Follows people as they walk.

import { at } from '../map/case_marks.mjs'
import { mercatorX, mercatorY } from '../map/mercator.mjs'
import { palette } from '../map/palette.mjs'
import { last, on } from '../core/store.mjs'

const FAR_M = 1500 // people further off are told by the card; the ring stays large enough to read
const RADIUS = 13 // CSS pixels of a number's plate, times the page's unit

/** @typedef {Point & {number: number, picked: boolean}} Numbered somebody near, on the map */

/** @implements {MapExtra} */
export class Around {
  /** @type {Scene | null} */
  #scene = null
  /** @type {string | null} */
  #surrounded = null // the case whose people the map has been brought to

  /**
   * @param {Scene} scene
   * @param {() => void} changed
   * @param {import('../map/viewpoint.mjs').Viewpoint} viewpoint
   */
  begin(scene, changed, viewpoint) {
    this.#scene = scene
    on('detail', changed)
    on('near', (near) => {
      changed()
      if (near.responders.length && this.#surrounded !== near.id) this.#surround(viewpoint, scene, near)
    })
  }

  /**
   * @param {Context} context
   * @param {View} view
   * @param {MapStyle} look
   */
  paint(context, view, look) {
    const near = last('near')
    const place = near && caseOf(this.#scene, near.id)
    if (!this.#scene || !place) return
    const told = last('detail')
    if (told?.detail && told.id === near.id)
      under(context, view, look, told.detail, this.#scene.people, place)
    if (near.departments) return
    const all = numbered(this.#scene, near)
    const unit = look.unit
    const caller = told?.id === near.id ? told.detail?.caller : null
    const centre = at(caller ? placeOf(this.#scene.people, caller) : place, view)
    for (const person of all) line(context, at(person, view), centre, person.picked, unit)
    for (const person of all) plate(context, at(person, view), person, unit, look.family)
  }

  /**
   * Once a case, and only while nobody has moved the map.
   * @param {import('../map/viewpoint.mjs').Viewpoint} viewpoint
   * @param {Scene} scene
   * @param {Near} near
   */
  #surround(viewpoint, scene, { id, responders }) {
    const place = caseOf(scene, id)
    if (!place) return
    this.#surrounded = id
    const near = responders.filter((person) => person.metres <= FAR_M)
    const others = near.map((person) => /** @type {LatLon} */ ([person.lat, person.lon]))
    if (viewpoint.untouched()) viewpoint.visit(place.lat, place.lon, others)
  }
}

/**
 * The caller's way, and the line of whoever comes.
 * @param {Context} context
 * @param {View} view
 * @param {MapStyle} look
 * @param {CaseCard} detail
 * @param {Scene['people']} people
 * @param {Point} place
 */
function under(context, view, look, { caller, way }, people, place) {
  const goal = caller ? placeOf(people, caller) : place
  if (caller) track(context, view, look.unit, caller)
  if (!way) return
  const [x, y] = at(placeOf(people, way), view)
  line(context, [x, y], at(goal, view), true, look.unit)
}

/**
 * @param {Context} context
 * @param {View} view
 * @param {number} unit
 * @param {CardCaller} caller
 */
function track(context, view, unit, caller) {
  const points = caller.track.map(([, lat, lon]) => at({ x: mercatorX(lon), y: mercatorY(lat) }, view))
  if (points.length < 2) return
  for (const { color, width } of [
    { color: palette.ground, width: 5 },
    { color: palette.plate, width: 2.5 },
  ]) {
    context.beginPath()
    for (const [x, y] of points) context.lineTo(x, y)
    context.setLineDash([6 * unit, 4 * unit])
    context.strokeStyle = color
    context.lineWidth = width * unit
    context.stroke()
  }
  context.setLineDash([])
}

/**
 * The case chosen on the map, if it is this one.
 * @param {Scene | null} scene
 * @param {string | null} id
 */
function caseOf(scene, id) {
  const chosen = scene?.chosen
  return chosen?.kind === 'case' && chosen.id === id ? chosen : null
}

/**
 * @param {Scene} scene
 * @param {Near} near
 * @returns {Numbered[]}
 */
const numbered = ({ people }, { responders, picked }) =>
  responders.map((person) => ({
    ...placeOf(people, person),
    number: person.number,
    picked: person.number === picked,
  }))

/**
 * Where somebody is: as painted, else as the server told.
 * @param {Scene['people']} people
 * @param {{inspector: string | null, lat: number, lon: number}} person
 * @returns {Point}
 */
function placeOf(people, { inspector, lat, lon }) {
  const slot = people.slotOf(inspector)
  if (slot >= 0) return { x: people.columns.x[slot], y: people.columns.y[slot] }
  return { x: mercatorX(lon), y: mercatorY(lat) }
}

/**
 * @param {Context} context
 * @param {[number, number]} from
 * @param {[number, number]} to
 * @param {boolean} picked
 * @param {number} unit
 */
function line(context, [x, y], [cx, cy], picked, unit) {
  for (const { color, width } of [
    { color: palette.ground, width: 4 },
    { color: picked ? palette.text : palette.second, width: picked ? 2.5 : 1.25 },
  ]) {
    context.beginPath()
    context.moveTo(x, y)
    context.lineTo(cx, cy)
    context.strokeStyle = color
    context.lineWidth = width * unit
    context.stroke()
  }
}

/**
 * @param {Context} context
 * @param {[number, number]} place
 * @param {Numbered} person
 * @param {number} unit
 * @param {string} family
 */
function plate(context, [x, y], { number, picked }, unit, family) {
  context.beginPath()
  context.arc(x, y, RADIUS * unit, 0, 2 * Math.PI)
  context.fillStyle = picked ? palette.text : palette.ground
  context.fill()
  context.lineWidth = 2.5 * unit
  context.strokeStyle = picked ? palette.text : palette.people.patrolling
  context.stroke()
  context.font = `700 ${Math.round(16 * unit)}px ${family}`
  context.textAlign = 'center'
  context.textBaseline = 'middle'
  context.fillStyle = picked ? palette.ground : palette.text
  context.fillText(String(number), x, y + unit)
}
