// A base map of vector tiles: each is fetched once, kept as numbers, and painted on a canvas of its own in the wall's
// colours. The library that reads and paints them comes only to pages that have such a map.

import { palette } from './palette.mjs'
import { retryTiles, wait } from './tile_retry.mjs'
import { beneath, vectorRules } from './vector_style.mjs'

const EDGE = 512 // CSS pixels: what a level of the schema is drawn for, so a tile of level z is shown at zoom z + 1
const DEEPER = 5 // zooms beyond the finest tiles: lines stay sharp, so long as there is anything to see
const BESIDE = 16 // pixels around a tile whose lines reach into it

/**
 * Which tile of the data holds a tile of the map, and where: the map's zoom may be beyond the finest level.
 * @param {{x: number, y: number, z: number}} coords in tiles of EDGE pixels
 * @param {number} finest
 */
export function dataTile({ x, y, z }, finest) {
  const level = Math.min(z - 1, finest)
  const scale = 2 ** (z - 1 - level)
  return { z: level, x: Math.floor(x / scale), y: Math.floor(y / scale), scale }
}

/**
 * @param {any} L
 * @param {typeof import('../vendor/protomaps.mjs')} library
 * @param {{url: string, max_zoom: number}} basemap
 * @param {number} cover
 */
function vectorLayer(L, library, { url, max_zoom: finest }, cover) {
  const cache = new library.TileCache(new library.ZxySource(url, false), EDGE)
  const rules = vectorRules(library, beneath(palette.streets, palette.land, cover))
  const paint = async (
    /** @type {HTMLCanvasElement} */ canvas,
    /** @type {any} */ coords,
    zoom = coords.z,
  ) => {
    const { scale, ...wanted } = dataTile(coords, finest)
    const data = await cache.get(wanted)
    const ratio = devicePixelRatio * 2 ** (zoom - coords.z) // sharp also between two levels
    canvas.width = canvas.height = Math.round(EDGE * ratio)
    const context = /** @type {Context} */ (canvas.getContext('2d'))
    context.scale(canvas.width / EDGE, canvas.width / EDGE)
    context.lineJoin = 'round'
    const [left, top] = [coords.x * EDGE, coords.y * EDGE]
    const origin = /** @type {any} */ ({ x: wanted.x * EDGE * scale, y: wanted.y * EDGE * scale })
    const tile = { z: coords.z, origin, data, scale, dim: EDGE * scale, dataTile: wanted }
    const box = {
      minX: left - BESIDE,
      minY: top - BESIDE,
      maxX: left + EDGE + BESIDE,
      maxY: top + EDGE + BESIDE,
    }
    const corner = /** @type {any} */ ({ x: left, y: top })
    library.paint(context, coords.z, new Map([['', [tile]]]), null, rules, box, corner, false)
  }
  return L.GridLayer.extend({
    /** @param {any} coords @param {(error: unknown, tile: HTMLElement) => void} done */
    createTile(coords, done) {
      const tile = document.createElement('canvas')
      const ask = () => paint(tile, coords, this._map?.getZoom())
      ask().then(
        () => done(null, tile),
        (error) => done(error, tile),
      )
      again.set(tile, ask)
      return tile
    },
  })
}

/** Tile → how to ask for it once more. */
const again = new WeakMap()

/**
 * Lays them under the map once the library is here; it is asked for until it comes.
 * @param {any} map
 * @param {{url: string, min_zoom: number, max_zoom: number}} basemap
 * @param {number} cover opacity of the ground over them, 0…1
 */
export function addVectorTiles(map, basemap, cover, nth = 0) {
  import('../vendor/protomaps.mjs').then(
    (library) => lay(map, basemap, cover, library),
    () => setTimeout(addVectorTiles, wait(nth), map, basemap, cover, nth + 1),
  )
}

/**
 * @param {any} map
 * @param {{url: string, min_zoom: number, max_zoom: number}} basemap
 * @param {number} cover
 * @param {typeof import('../vendor/protomaps.mjs')} library
 */
function lay(map, basemap, cover, library) {
  const Layer = vectorLayer(window.L, library, basemap, cover)
  const layer = new Layer({
    tileSize: EDGE,
    minZoom: basemap.min_zoom + 1,
    maxZoom: basemap.max_zoom + 1 + DEEPER,
    updateWhenZooming: false,
  })
  retryTiles(layer, (tile) => {
    const ask = again.get(tile)
    return () =>
      ask().then(
        () => layer.fire('tileload', { tile }),
        (/** @type {unknown} */ error) => layer.fire('tileerror', { tile, error }),
      )
  })
  layer.addTo(map)
}
