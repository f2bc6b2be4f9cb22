// Prints every mark that can stand on the map as the map draws it, eight pixels high, each pixel in four by four:
// [{name, side, pixels: base64 of RGBA}]. For tests/layouts/test_marks.py, which judges how people see them.

import { readFileSync } from 'node:fs'

import { CameraMarks } from '../../../assets/map/camera_marks.mjs'
import { drawMark } from '../../../assets/map/case_marks.mjs'
import { usePalette } from '../../../assets/map/palette.mjs'
import { createSprites, kindOf } from '../../../assets/map/sprites.mjs'
import { PRESENCE } from '../../../assets/core/contract.mjs'
import { STATES } from '../../../assets/cameras/states.mjs'
import { Path, Raster } from './raster.mjs'

const [PIXELS, FINE] = [8, 4]
const HIDDEN = new Set(['unseen', 'off_shift']) // the server shows nobody of them
const SIDE = 3 * PIXELS * FINE // room for a ring around
const sheet = readFileSync(new URL('../../../assets/styles/tokens.css', import.meta.url), 'utf8')
usePalette({ getPropertyValue: (name) => new RegExp(`${name}:\\s*([^;]+);`).exec(sheet)?.[1] ?? '' })

globalThis.Path2D = Path
globalThis.document = {
  createElement: () => {
    const canvas = { width: 0, getContext: () => (canvas.raster ??= new Raster(canvas.width)) }
    return canvas
  },
}

const told = (name, { side, data }) => ({ name, side, pixels: Buffer.from(data).toString('base64') })

function cases() {
  return ['new', 'in_hand', 'overdue', 'sos'].map((kind) => {
    const raster = new Raster(SIDE)
    raster.setTransform(FINE, 0, 0, FINE, SIDE / 2, SIDE / 2)
    drawMark(raster, kind, PIXELS / 2, 0.5, true)
    return told(`case ${kind}`, raster)
  })
}

function cameras() {
  const view = { world: SIDE, left: 0, top: 0, width: SIDE, height: SIDE, ratio: FINE, zoom: 11 }
  return STATES.map((state) => {
    const marks = new CameraMarks()
    marks.show([{ id: state, state, lat: 0, lon: 0 }])
    marks.radius = () => PIXELS / 2
    const raster = new Raster(SIDE)
    const set = raster.setTransform.bind(raster)
    raster.setTransform = (scale, ...rest) => set(scale, ...rest.slice(0, 3), SIDE / 2, SIDE / 2)
    marks.paint(raster, view, 1)
    return told(`camera ${state}`, raster)
  })
}

function people(name, ringed, sos) {
  const sprites = createSprites(PIXELS * FINE, ringed)
  return PRESENCE.flatMap((state, at) => {
    if (HIDDEN.has(state)) return []
    const { canvas } = sprites.of(kindOf(at, 0, false, sos))
    return [told(`${name} ${state}`, canvas.raster)]
  })
}

const near = people('person', true, false)
const [far] = people('far', false, false)
const [call] = people('person calling', true, true)
console.log(JSON.stringify([...cases(), ...cameras(), ...near, far, call]))
