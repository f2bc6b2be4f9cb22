// Give a case a place: the next click on the map, an area or an address looked for by name, or an area chosen from a
// list, for those without a mouse.

import { named, word } from '../../core/page.mjs'
import { activeElement, byId, make } from '../../core/dom.mjs'
import { emit, last } from '../../core/store.mjs'
import { openForm } from './form.mjs'
import { placeSearch } from './place_search.mjs'

const MICRO = 1e6
const rounded = (/** @type {number} */ degrees) => Math.round(degrees * MICRO) / MICRO

/**
 * `chosen` once.
 * @param {(place: PlaceChosen) => void} chosen
 */
export function choosePlace(chosen) {
  const bar = byId('locating')
  const area = make('button', 'small-button', word('locate_area'))
  area.type = 'button'
  area.addEventListener('click', () => {
    endPlacing()
    fromList(chosen)
  })
  const said = make('span', '', word('locate_click'))
  const search = placeSearch((place) => {
    endPlacing()
    chosen(place)
  })
  bar.replaceChildren(said, search, area)
  bar.hidden = false
  bar.onkeydown = leave
  search.querySelector('input')?.focus()
  emit('placing', {
    take(lat, lon) {
      endPlacing()
      chosen({ lat: rounded(lat), lon: rounded(lon) })
    },
  })
}

// Also from the field, where single keys rest.
/** @param {KeyboardEvent} event */
function leave(event) {
  if (event.key !== 'Escape' || event.isComposing) return
  event.stopPropagation()
  endPlacing()
}

/** False when nothing was being placed. */
export function endPlacing() {
  if (!last('placing')) return false
  emit('placing', null)
  const bar = byId('locating')
  if (bar.contains(document.activeElement)) activeElement().blur() // the next key is the page's
  bar.hidden = true
  return true
}

/** @param {(place: PlaceChosen) => void} chosen */
async function fromList(chosen) {
  const shown = last('area')
  if (!shown) return
  const options = [shown, ...shown.children].map((one) => ({
    value: one.code,
    text: `${named(one)} · ${one.code}`,
  }))
  /** @type {FormField[]} */
  const fields = [{ name: 'area', kind: 'choice', label: word('form_area'), options }]
  const values = await openForm({ title: word('act_locate'), fields, submit: word('act_locate') })
  if (values?.area) chosen({ area: String(values.area) })
}
