// What the map shows of the case looked at besides its ring: the numbered people with a line to it. Follows people
// as they walk.

import { at } from '../map/case_marks.mjs'
import { mercatorX, mercatorY } from '../map/mercator.mjs'
import { palette } from '../map/palette.mjs'
import { last, on } from '../core/store.mjs'

const FAR_M = 1500 // people further off are told by the card; the ring stays large enough to read
const RADIUS = 13 // CSS pixels of a number's plate, times the page's unit

export class Around {
  #scene = null
  #surrounded = null // the case whose people the map has been brought to

  begin(scene, changed, viewpoint) {
    this.#scene = scene
    on('near', ({ id, responders }) => {
      changed()
      if (responders.length && this.#surrounded !== id && scene.chosen?.id === id)
        this.#surround(viewpoint, id, responders)
    })
  }

  paint(context, view, look) {
    const all = this.#people()
    if (!all.length) return
    const unit = look.unit
    const [cx, cy] = at(this.#scene.chosen, view)
    for (const person of all) line(context, at(person, view), [cx, cy], person.picked, unit)
    for (const person of all) plate(context, at(person, view), person, unit, look.family)
  }

  /** Where somebody is: as painted, else as the server told. */
  #placeOf({ inspector, lat, lon }) {
    const { people } = this.#scene
    const slot = people.slotOf(inspector)
    if (slot >= 0) return { x: people.columns.x[slot], y: people.columns.y[slot] }
    return Number.isFinite(lat) ? { x: mercatorX(lon), y: mercatorY(lat) } : null
  }

  #people() {
    const near = last('near')
    if (!near?.id || near.departments || this.#scene.chosen?.id !== near.id) return []
    return near.responders.flatMap((person) => {
      const place = this.#placeOf(person)
      return place ? [{ ...place, number: person.number, picked: person.number === near.picked }] : []
    })
  }

  // Once a case, and only while nobody has moved the map.
  #surround(viewpoint, id, responders) {
    this.#surrounded = id
    const { lat, lon } = this.#scene.chosen
    const near = responders.filter((person) => person.metres <= FAR_M && Number.isFinite(person.lat))
    const others = near.map((person) => [person.lat, person.lon])
    if (viewpoint.untouched()) viewpoint.visit(lat, lon, others)
  }
}

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
