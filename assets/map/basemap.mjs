// The base map under our canvases, muted so that marks win. Tiles of another datum are set down where they lie in
// WGS-84, one by one: the shift differs from place to place, within one tile by less than a pixel (GCJ-02) or by three
// (BD-09); city/datum/tile_error.py tells it in metres.

import { retryTiles } from './tile_retry.mjs'
import { datum } from './datum.mjs'
import { addVectorTiles } from './vector_tiles.mjs'

const OPACITY = 0.35
const COVER = 0.55 // opacity of the ground over tiles
const NONE = { alpha: 1, veil: false }
const STRETCH = 3 // zoom levels beyond the finest tiles; further in, a smear of colour would say nothing

/**
 * @param {any} L
 * @param {{to: (point: LatLon) => LatLon, from: (point: LatLon) => LatLon}} parts
 */
function shiftedLayer(L, { to, from }) {
  return L.TileLayer.extend({
    /** @param {any} centre */
    _getTiledPixelBounds(centre) {
      const [lat, lng] = to([centre.lat, centre.lng])
      return L.TileLayer.prototype._getTiledPixelBounds.call(this, L.latLng(lat, lng))
    },
    /** @param {any} coords */
    _getTilePos(coords) {
      const size = this.getTileSize()
      const middle = coords.scaleBy(size).add(size.divideBy(2))
      const { lat, lng } = this._map.unproject(middle, coords.z)
      const [trueLat, trueLng] = from([lat, lng])
      const shift = this._map.project([trueLat, trueLng], coords.z).subtract(middle)
      return L.TileLayer.prototype._getTilePos.call(this, coords).add(shift).round()
    },
  })
}

/**
 * `basemap` of the page: null, {url, datum, credit, max_zoom, min_zoom, size, vector?}, or {lines, credit}; answers how
 * opaque the ground over it is, 0…1, and whether it lies on all of the map: then streets are as bright outside the area.
 * @param {any} map
 * @param {any} basemap
 */
export function addBasemap(map, basemap) {
  if (!basemap) return NONE
  if (basemap.credit) credit(map, basemap.credit)
  if (basemap.lines) return NONE // the ground draws them: streets.mjs
  if (basemap.vector) {
    addVectorTiles(map, basemap, COVER)
    return { alpha: COVER, veil: true }
  }
  const { L } = window
  const finest = basemap.max_zoom ?? 18
  const options = {
    opacity: OPACITY,
    maxNativeZoom: finest,
    minNativeZoom: basemap.min_zoom ?? 0,
    tileSize: basemap.size ?? 256,
    zoomOffset: basemap.size === 512 ? -1 : 0,
    maxZoom: finest + STRETCH,
  }
  const name = basemap.datum ?? 'wgs84'
  const Layer = name === 'wgs84' ? L.TileLayer : shiftedLayer(L, datum(name))
  const layer = new Layer(basemap.url, options)
  retryTiles(layer)
  layer.addTo(map)
  return { alpha: COVER, veil: false }
}

// As text: a setting is not markup.
/**
 * @param {any} map
 * @param {string} text
 */
function credit(map, text) {
  const node = document.createElement('div')
  node.className = 'credit'
  node.textContent = text
  map.getContainer().append(node)
}
