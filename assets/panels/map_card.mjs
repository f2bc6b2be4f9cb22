// The small card beside what the pointer, or the keyboard, is on: who, how, how long ago; what, since when, who has
// it; which camera. A wall says no names of people. Knows no canvas.
import { now } from '../core/clock.mjs'
import { personCard } from '../core/api.mjs'
import { age } from '../core/ages.mjs'
import { cameraIcon } from '../cameras/shapes.mjs'
import { markOf } from '../core/case_status.mjs'
import { byId, make, setAttribute } from '../core/dom.mjs'
import { ofPair, ownerName, placeName, shortName, stateOf, titleOf } from '../core/names.mjs'
import { named, page, word } from '../core/page.mjs'
import { moment } from '../core/moments.mjs'
import { isNumber, numberOf } from '../core/person_number.mjs'
import { personAt } from '../core/socket.mjs'
import { last, on } from '../core/store.mjs'

const EVERY_MS = 1000
const ASIDE = 14 // CSS pixels between the mark and the card

export const mountMapCard = () => new MapCard(byId('map-card'))

class MapCard {
  #card
  /** @type {Target | null} */
  #target = null
  /** @type {ReturnType<typeof setInterval> | undefined} */
  #timer
  /** @type {Map<string, PersonCard>} who was asked about while this area is shown */
  #people = new Map()

  /** @param {HTMLElement} card */
  constructor(card) {
    this.#card = card
    on('pointed', (target) => this.#point(target))
    on('select', ({ kind, id }) => kind === 'person' && id && this.#ask(id))
    on('area', () => {
      this.#people.clear()
      this.#point(null)
    })
  }

  /** @param {Target | null} target */
  #point(target) {
    this.#target = target
    clearInterval(this.#timer)
    if (target) this.#timer = setInterval(() => this.#draw(), EVERY_MS)
    // where people sign in, each card asked for is written down: it takes a click
    if (target?.kind === 'person' && target.id !== null && !page.account) this.#ask(target.id)
    this.#draw()
  }

  /** @param {string} id */
  async #ask(id) {
    if (this.#people.has(id)) return
    const card = await (isNumber(id) ? personAt(numberOf(id)) : personCard(id)).catch(() => null)
    if (card) this.#people.set(id, card)
    if (this.#target?.id === id) this.#draw()
  }

  #draw() {
    const target = this.#target
    const lines = target ? LINES[target.kind](target, this.#people.get(target.id ?? '') ?? null) : null
    this.#card.hidden = lines === null
    if (!target || !lines) return
    setAttribute(this.#card, 'aria-live', target.byKey ? 'polite' : 'off')
    const [first, ...rest] = lines
    const nodes = [first, ...rest].map((line, at) => {
      const node = make('div', at === 0 ? 'map-card-title' : 'second')
      node.append(...line)
      return node
    })
    if (nodes.map(({ textContent }) => textContent).join('\n') !== this.#told())
      this.#card.replaceChildren(...nodes)
    this.#place(target)
  }

  #told() {
    return [...this.#card.children].map(({ textContent }) => textContent).join('\n')
  }

  // Beside the mark, on the side where there is room.
  /** @param {Point} target */
  #place({ x, y }) {
    const card = this.#card
    const box = byId('map-box')
    const [wide, high] = [card.offsetWidth, card.offsetHeight]
    const left = x + ASIDE + wide <= box.clientWidth ? x + ASIDE : Math.max(0, x - ASIDE - wide)
    const top = Math.min(Math.max(0, y - high / 2), box.clientHeight - high)
    card.style.translate = `${box.offsetLeft + left}px ${box.offsetTop + top}px`
  }
}

/** @typedef {(string | Node)[]} Line */
/** @type {Record<Target['kind'], (target: any, person: PersonCard | null) => Line[] | null>} */
const LINES = {
  case: ({ id }) => {
    const record = caseOf(id)
    if (!record) return null
    const at = now()
    const owner =
      'owner' in record
        ? ownerName(record)
        : word(/** @type {any} */ (record).owned ? 'card_claimed' : 'owner_none')
    const since = word('card_since', { age: age(at - record.filed) })
    return [
      [make('span', `mark ${markOf(record, at)}`), titleOf(record)],
      [placeName(record)],
      [record.lat === null ? word('place_about') : ''],
      [[stateOf(record, at), since, owner].join(' · ')],
    ].filter((line) => line[0] !== '')
  },
  camera: ({ id }) => {
    const camera = last('cameras')?.rows.find((row) => row.id === id)
    if (!camera) return null
    const where = camera.place
      .map((/** @type {Pair} */ pair) => shortName(ofPair(pair)))
      .join(word('place_join'))
    return [
      [cameraIcon(camera.state), named(camera)],
      [where],
      [word(`camera_state_${camera.state}`)],
    ].filter((line) => line[0] !== '')
  },
  person: ({ id, state, time, visiting }, person) => {
    const name = page.kind === 'console' && person?.name ? `${ofPair(person.name)} ` : ''
    const called = isNumber(id) ? name || word('card_person') : `${name}${id}`
    const who = id === null ? word('card_elsewhere') : called
    const planned = person?.planned ? [word('card_planned', { time: moment(person.planned, now()) })] : []
    const how = [word(state), word('card_position', { age: age(now() - time) }), ...planned]
    const kind = person?.kind ? [word(`kind_${person.kind}`)] : []
    const home = person?.home.map((pair) => shortName(ofPair(pair))).join(word('place_join'))
    return [
      [make('span', `dot ${state}`), who],
      [how.join(' · ')],
      home
        ? [[word('card_home', { place: home }), ...kind].join(' · ')]
        : visiting
          ? [word('card_visiting')]
          : [''],
    ].filter((line) => line[0] !== '')
  },
}

/** @param {string} id */
function caseOf(id) {
  const rows = page.kind === 'console' ? last('marks')?.rows : last('state')?.state.cases
  return rows?.find((row) => row.id === id) ?? null
}
