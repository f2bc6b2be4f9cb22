// Our own Leaflet layer: canvases above the tiles, sharp at every pixel ratio, and where the world lies on them.
// Knows no areas and no people.

import { worldPixels } from './mercator.mjs'

const LAYERS = ['ground', 'people', 'marks']

/** @param {string} name */
function makeCanvas(name) {
  const canvas = document.createElement('canvas')
  canvas.className = 'gridwall-layer'
  canvas.dataset.layer = name
  return canvas
}

/**
 * Where the map looks: container pixel = mercator × world − left/top, in CSS pixels; × ratio on the canvas.
 * @param {any} map
 */
function look(map) {
  const size = map.getSize()
  const origin = map.getPixelOrigin().add(map.containerPointToLayerPoint([0, 0]))
  const zoom = map.getZoom()
  return {
    zoom,
    world: worldPixels(zoom),
    left: origin.x,
    top: origin.y,
    width: size.x,
    height: size.y,
    ratio: window.devicePixelRatio || 1,
  }
}

/**
 * A stage on `map`; `onMove()` is called whenever the view changes.
 * @param {any} map
 * @param {() => void} onMove
 */
export function createCanvasLayer(map, onMove) {
  const canvases = Object.fromEntries(LAYERS.map((name) => [name, makeCanvas(name)]))
  // The people's pixels are written, and read by checks, on the CPU: keep them there.
  /** @type {Record<string, any>} */
  const contexts = Object.fromEntries(
    LAYERS.map((name) => [name, canvases[name].getContext('2d', { willReadFrequently: name === 'people' })]),
  )

  const Stage = window.L.Layer.extend({
    onAdd() {
      map.getContainer().append(...Object.values(canvases))
    },
    onRemove() {
      Object.values(canvases).forEach((canvas) => canvas.remove())
    },
    getEvents: () => ({ move: onMove, zoom: onMove, viewreset: onMove, resize: onMove }),
  })
  new Stage().addTo(map)

  return {
    canvases,
    contexts,
    /** The view now; canvases that no longer fit it are resized (and thereby cleared). */
    view() {
      const view = look(map)
      for (const canvas of Object.values(canvases)) fit(canvas, view)
      return view
    },
  }
}

/**
 * @param {HTMLCanvasElement} canvas
 * @param {View} view
 */
function fit(canvas, { width, height, ratio }) {
  const [wide, high] = [Math.round(width * ratio), Math.round(height * ratio)]
  if (canvas.width === wide && canvas.height === high) return
  canvas.width = wide
  canvas.height = high
  Object.assign(canvas.style, { width: `${width}px`, height: `${height}px` })
}
