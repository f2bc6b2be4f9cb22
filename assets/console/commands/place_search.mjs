// A place by its name, for who has no street map: areas and addresses of lately reported cases, as one types.

import { searchPlaces } from '../desk/api.mjs'
import { here } from '../../core/route.mjs'
import { make, setWhole } from '../../core/dom.mjs'
import { ofPair, shortName } from '../../core/names.mjs'
import { page, word } from '../../core/page.mjs'

const PAUSE_MS = 250

/**
 * A field with what it finds below it; `chosen` when somebody takes one.
 * @param {(place: PlaceChosen) => void} chosen
 */
export function placeSearch(chosen) {
  const root = make('div', 'place-search')
  const input = make('input', 'search-text')
  Object.assign(input, { type: 'search', autocomplete: 'off', maxLength: 100 })
  input.placeholder = word('locate_search')
  input.setAttribute('aria-label', word('locate_search'))
  const list = make('ul', 'place-list')
  root.append(input, list)
  let asked = 0
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer

  async function ask() {
    const q = input.value.trim()
    asked += 1
    const mine = asked
    const told = q
      ? await searchPlaces(here() ?? page.root, q).catch(() => null)
      : { areas: [], addresses: [] }
    if (mine !== asked || told === null) return
    const places = placesOf(told)
    list.replaceChildren(...(places.length || !q ? places.map((one) => line(one, chosen)) : [nothing()]))
  }

  input.addEventListener('input', () => {
    clearTimeout(timer)
    timer = setTimeout(ask, PAUSE_MS)
  })
  return root
}

/**
 * What was found as lines: {text, place}.
 * @param {FoundPlaces} found
 * @returns {{text: string, place: PlaceChosen}[]}
 */
const placesOf = ({ areas, addresses }) => [
  ...areas.map(({ code, names }) => ({
    text: names.map((pair) => shortName(ofPair(pair))).join(word('place_join')),
    place: { area: code },
  })),
  ...addresses.map(({ address, lat, lon }) => ({ text: address, place: { lat, lon } })),
]

/**
 * @param {{text: string, place: PlaceChosen}} one
 * @param {(place: PlaceChosen) => void} chosen
 */
function line({ text, place }, chosen) {
  const button = make('button', 'place-line')
  button.type = 'button'
  setWhole(button, text)
  button.addEventListener('click', () => chosen(place))
  const row = make('li')
  row.append(button)
  return row
}

const nothing = () => make('li', 'second', word('locate_nothing'))
