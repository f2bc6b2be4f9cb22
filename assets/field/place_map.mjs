// A small map on which a place is shown: the outlines the page has, a pin, how sure a position is. A tap puts the pin, a
// drag moves pin or map, two fingers zoom; arrows, + and − do the same.

import { button, make } from './dom.mjs'
import { UNIT_M, boxOf, fitted, outlineAt, readOutlines, zoomed } from './outlines.mjs'
import { createPlaceLabels } from './place_labels.mjs'
import { Touches } from './place_touches.mjs'
import { svg } from './svg.mjs'
import { inLanguage } from './words.mjs'

const STEP_PX = 16 // of an arrow key; 2 with Shift
const EDGE_PX = 24 // a pin that the keys move this near to the edge takes the map along
const HOME_MARGIN = 1.6
/** @type {Record<string, [number, number]>} */
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }

/** @typedef {{lat: number, lon: number}} Spot */

export class PlaceMap {
  #ground
  #lang
  #picked
  #size = [0, 0]
  /** @type {import('./outlines.mjs').MapView | null} */
  #view = null
  /** @type {[number, number] | null} */
  #pin = null
  #sure = 0 // radius in metres, 0 for a pin put by hand
  #paths = svg('g', { class: 'place-grids' })
  #labels
  #circle = svg('circle', { class: 'place-sure' })
  #mark = svg('path', { class: 'place-pin', d: 'M0 0C-4-9-11-13-11-21a11 11 0 1 1 22 0C11-13 4-9 0 0Z' })
  #canvas

  /**
   * @param {any} told outlines, the home's first
   * @param {FieldFacts['lang']} lang
   * @param {FieldWord} word
   * @param {(spot: Spot) => void} picked by hand or keys
   */
  constructor(told, lang, word, picked) {
    this.#ground = readOutlines(told)
    this.#lang = lang
    this.#picked = picked
    for (const { code, rings } of this.#ground.outlines)
      this.#paths.append(svg('path', { 'data-code': code, d: rings.map(drawn).join('') }))
    this.#labels = createPlaceLabels(this.#ground.outlines, lang)
    this.#canvas = svg(
      'svg',
      {
        role: 'application',
        tabindex: 0,
        'aria-label': word('place_map'),
        'aria-describedby': 'report-where',
      },
      this.#paths,
      this.#labels.node,
      this.#circle,
      this.#mark,
    )
    const zoom = (/** @type {string} */ text, /** @type {string} */ key, /** @type {number} */ factor) =>
      button(text, 'zoom', () => this.#zoom(factor), { 'aria-label': word(key) })
    const buttons = make(
      'div',
      { class: 'zooms' },
      zoom('+', 'place_nearer', 2),
      zoom('−', 'place_farther', 0.5),
    )
    this.node = make('div', { class: 'place-map' }, this.#canvas, buttons)
    this.#listen()
  }

  #listen() {
    this.#canvas.addEventListener('keydown', (/** @type {any} */ event) => this.#key(event))
    new Touches(this.#canvas, {
      pin: () => this.#pin && this.#onScreen(this.#pin),
      tapped: (x, y) => this.#put(this.#onGround(x, y)),
      moved: (x, y) => this.#put(this.#onGround(x, y)),
      panned: (dx, dy) => this.#pan(dx, dy),
      zoomed: (factor, x, y) => this.#zoom(factor, x - this.#size[0] / 2, y - this.#size[1] / 2),
    })
    new ResizeObserver(([{ contentRect }]) => {
      this.#size = [contentRect.width, contentRect.height]
      this.#canvas.setAttribute('viewBox', `0 0 ${this.#size.join(' ')}`)
      this.#view ??= this.#fit(this.#ground.outlines.slice(0, 1), HOME_MARGIN * 3)
      this.#draw()
    }).observe(this.#canvas)
  }

  /**
   * A position that was found, with how sure it is in metres; null takes the pin away.
   * @param {Spot | null} spot
   */
  show(spot, sure = 0) {
    this.#pin = spot && this.#ground.place(spot)
    this.#sure = sure
    if (this.#pin && this.#view) {
      const [x, y] = this.#pin
      const room = (Math.min(...this.#size) / 3) * UNIT_M
      this.#view = { x, y, scale: Math.min(Math.max(this.#view.scale, 0.25), room / Math.max(sure, 1)) }
    }
    this.#draw()
  }

  /**
   * All of an area in sight that is on this map.
   * @param {string} code of a grid, or of what lies above some
   */
  look(code) {
    const found = this.#ground.outlines.filter((each) => each.code === code || each.above[0] === code)
    if (!found.length) return
    this.#view = this.#fit(found, HOME_MARGIN)
    this.#draw()
  }

  /** The grid in which a place lies, named with what it lies in. @param {Spot} spot */
  named(spot) {
    const found = outlineAt(this.#ground.outlines, ...this.#ground.place(spot))
    if (!found) return null
    const [, zh, en] = found.above
    const name = `${inLanguage([zh, en], this.#lang)} ${inLanguage(found.names, this.#lang)}`
    return { code: found.code, name: name.trim() }
  }

  /**
   * @param {import('./outlines.mjs').Outline[]} outlines
   * @param {number} margin
   */
  #fit(outlines, margin) {
    const [width, height] = this.#size
    const corners = outlines.flatMap(
      ({ box }) =>
        /** @type {[number, number][]} */ ([
          [box[0], box[1]],
          [box[2], box[3]],
        ]),
    )
    return fitted(boxOf(corners), width / margin, height / margin)
  }

  /** @param {[number, number]} place @returns {[number, number]} */
  #onScreen([x, y]) {
    const { x: middleX, y: middleY, scale } = this.#seen()
    return [(x - middleX) * scale + this.#size[0] / 2, (y - middleY) * scale + this.#size[1] / 2]
  }

  /** @param {number} x @param {number} y @returns {[number, number]} */
  #onGround(x, y) {
    const { x: middleX, y: middleY, scale } = this.#seen()
    return [(x - this.#size[0] / 2) / scale + middleX, (y - this.#size[1] / 2) / scale + middleY]
  }

  #seen() {
    return this.#view ?? { x: 0, y: 0, scale: 1 }
  }

  /** @param {[number, number]} place */
  #put(place) {
    this.#pin = place
    this.#sure = 0
    this.#picked(this.#ground.spot(...place))
    this.#draw()
  }

  /** @param {number} dx @param {number} dy pixels that the map goes */
  #pan(dx, dy) {
    const { x, y, scale } = this.#seen()
    this.#view = { x: x - dx / scale, y: y - dy / scale, scale }
    this.#draw()
  }

  /** @param {number} factor */
  #zoom(factor, dx = 0, dy = 0) {
    this.#view = zoomed(this.#seen(), factor, dx, dy)
    this.#draw()
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const step = ARROWS[event.key]
    const nearer = { '+': 2, '=': 2, '-': 0.5 }[event.key]
    if (event.ctrlKey || event.metaKey || event.altKey || (!step && !nearer && event.key !== 'Enter')) return
    event.preventDefault()
    if (nearer) return this.#zoom(nearer)
    const [middleX, middleY] = [this.#size[0] / 2, this.#size[1] / 2]
    const [x, y] = this.#pin ? this.#onScreen(this.#pin) : [middleX, middleY]
    const far = this.#pin && step ? (event.shiftKey ? 2 : STEP_PX) : 0
    const [toX, toY] = [x + (step?.[0] ?? 0) * far, y + (step?.[1] ?? 0) * far]
    const [outX, outY] = [beyond(toX, this.#size[0]), beyond(toY, this.#size[1])]
    const place = this.#onGround(toX, toY)
    if (outX || outY) this.#pan(-outX, -outY)
    this.#put(place)
  }

  #draw() {
    const [width, height] = this.#size
    if (!this.#view || !width) return
    const { x, y, scale } = this.#view
    const shift = `translate(${width / 2 - x * scale} ${height / 2 - y * scale})`
    this.#paths.setAttribute('transform', `${shift} scale(${scale})`)
    const under = this.#pin && outlineAt(this.#ground.outlines, ...this.#pin)
    for (const path of [...this.#paths.children]) {
      const is = path.getAttribute('data-code') === under?.code
      if (is && !path.hasAttribute('data-under')) this.#paths.append(path) // its line over its neighbours'
      path.toggleAttribute('data-under', is)
    }
    this.#labels.draw((place) => this.#onScreen(place), scale, this.#size)
    const at = this.#pin ? `translate(${this.#onScreen(this.#pin).join(' ')})` : ''
    for (const part of [this.#mark, this.#circle]) {
      part.toggleAttribute('hidden', !at)
      part.setAttribute('transform', at)
    }
    this.#circle.setAttribute('r', String((this.#sure / UNIT_M) * scale))
  }
}

/** @param {[number, number][]} ring */
const drawn = (ring) => `M${ring.map(([x, y]) => `${x.toFixed(1)} ${y.toFixed(1)}`).join('L')}Z`

/** How far beyond the edge of what is seen. @param {number} at @param {number} length */
const beyond = (at, length) => Math.min(0, at - EDGE_PX) + Math.max(0, at - (length - EDGE_PX))
