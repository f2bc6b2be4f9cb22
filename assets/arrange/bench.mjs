// What lies on the bench: the works that were opened, which of them is before us, and how it stands beside what the server has. Who
// edits is told of what others do; nothing typed is lost by it.

import { byId } from '../core/dom.mjs'
import { page, word } from '../core/page.mjs'
import { on } from '../core/store.mjs'
import { say } from '../director/acts.mjs'
import { Acts, nothing } from './acts.mjs'
import { Beside } from './beside.mjs'
import { redrawn } from './fields.mjs'
import { Preview } from './preview.mjs'
import { unpressed } from './pressing.mjs'
import { newProgramme, programmeForm } from './programme.mjs'
import { newRule, ruleForm } from './rule.mjs'
import { isShared, newScene, sceneForm } from './scene.mjs'
import { Shelf } from './shelf.mjs'
import { Standing } from './standing.mjs'
import { Trial } from './trial.mjs'
import { KINDS, LISTS, fresh, isDirty, keep, keyOf, opened, standing, take, valueOf } from './work.mjs'

const FORMS = { scene: sceneForm, programme: programmeForm, rule: ruleForm }
const NORMAL = { code: 'normal', why: '', by: null, at: 0, revision: 0 }

export class Bench {
  /** @type {ArrangedRoom} */
  room = { screens: [], scenes: {}, programmes: {}, rules: {}, level: NORMAL }
  /** @type {Work | null} */
  work = null
  /** @type {Map<string, Work>} */
  #works = new Map()
  #form = byId('form')
  #shaped = '' // the work whose form is drawn, with the scenes and screens that it offers
  #shelf = new Shelf(
    (kind, id) => this.open(kind, id),
    (kind) => this.#new(kind, this.#fresh(kind)),
  )
  #preview = new Preview()
  #beside = new Beside()
  #trial = new Trial()
  #standing = new Standing()
  #acts = new Acts({
    settled: () => this.#settled(),
    removed: (work) => this.#drop(work),
    discard: (work) => this.#discard(work),
    copy: (work) => this.#copy(work),
    try_: (work) => void this.#trial.run(work),
  })

  constructor() {
    this.#form.addEventListener('submit', (/** @type {Event} */ event) => event.preventDefault())
    addEventListener('beforeunload', (event) => {
      if ([...this.#works.values()].some((work) => isDirty(work) && work.value.name)) event.preventDefault()
    })
    addEventListener('hashchange', () => this.#byAddress())
    for (const topic of /** @type {const} */ (['outdated', 'city']))
      on(topic, () => say(word('page_older'), 'asked'))
  }

  /** @param {ArrangedRoom} room */
  take(room) {
    const first = this.#shaped === '' && this.work === null
    this.room = room
    if (first) this.#byAddress()
    if (first && !this.work) this.#begin()
    this.show()
  }

  /** Nobody has said what to look at: what runs on the screens, else any scene. */
  #begin() {
    for (const kind of /** @type {Kind[]} */ (['programme', 'scene'])) {
      const held = Object.values(this.room[LISTS[kind]]).sort((a, b) => a.name.localeCompare(b.name))[0]
      if (held) return this.open(kind, held.id)
    }
  }

  #byAddress() {
    const [kind, id] = decodeURIComponent(location.hash.slice(1)).split('=')
    const known = KINDS.find((each) => each === kind)
    if (known && id && id in this.room[LISTS[known]]) this.open(known, id)
  }

  /**
   * @param {Kind} kind
   * @param {string} id
   */
  open(kind, id) {
    const key = keyOf({ kind, id })
    const held = this.room[LISTS[kind]][id]
    if (this.work && keyOf(this.work) === key) return
    const work = this.#works.get(key) ?? (held ? opened(kind, held) : null)
    if (work) this.#show(work)
  }

  /**
   * @param {Kind} kind
   * @param {any} value
   */
  #new(kind, value) {
    this.#works.delete(keyOf({ kind, id: '' }))
    this.#show(fresh(kind, value))
    this.#form.querySelector('[data-field="name"]')?.focus()
  }

  /** @param {Kind} kind */
  #fresh(kind) {
    const { scenes, screens } = this.room
    if (kind === 'scene') return newScene()
    if (kind === 'programme') return newProgramme(page.scope, Object.keys(scenes))
    return newRule(screens[0]?.id ?? '')
  }

  /** @param {Work} work */
  #show(work) {
    const before = this.work
    if (before && (!isDirty(before) || (!before.id && !before.value.name))) this.#works.delete(keyOf(before))
    this.#works.set(keyOf(work), work)
    this.work = work
    this.#shaped = ''
    say('')
    this.#address()
    this.show()
  }

  #address() {
    const { kind, id } = this.work ?? {}
    const hash = id ? `#${kind}=${encodeURIComponent(id)}` : ''
    history.replaceState(null, '', `${location.pathname}${location.search}${hash}`)
  }

  /** Something was typed. */
  changed() {
    if (byId('said').dataset.state !== 'asked') say('') // what came of an earlier act; a newer page is still asked for
    this.#around()
  }

  /** The form is another. */
  reshaped() {
    unpressed(this.#shapeAnew)
  }

  #shapeAnew = () => {
    this.#shaped = ''
    this.show()
  }

  /** What was sent is answered: a new work has an id now. */
  #settled() {
    for (const [key, work] of this.#works)
      if (key !== keyOf(work)) {
        this.#works.delete(key)
        this.#works.set(keyOf(work), work)
      }
    this.#address()
    this.show()
  }

  show() {
    const { work } = this
    const state = this.#state()
    if (state === 'over') return this.#drop(/** @type {Work} */ (work))
    const shape = work
      ? JSON.stringify([work.kind, work.id, work.from, work.base, this.#offered(work)])
      : 'none'
    if (shape !== this.#shaped) {
      this.#shaped = shape
      redrawn(this.#form, () => (work ? FORMS[work.kind](this) : [nothing()]))
    }
    this.#around()
  }

  /** @param {Work} work things that its form lets one choose from */
  #offered({ kind }) {
    const { scenes, screens } = this.room
    const all = { scene: [], programme: Object.values(scenes), rule: screens }[kind]
    return all.map(({ id, name }) => [id, name])
  }

  #around() {
    const { work, room } = this
    const state = this.#state()
    const held = this.#held()
    this.#standing.show(work, state, room, held, {
      load: () => (work && held && take(work, held), this.reshaped()),
      keep: () => (work && held && keep(work, held), this.reshaped()),
      renew: () => work && this.#again(work),
    })
    this.#acts.show(work, state, room)
    this.#shelf.show(room, this.#works, work)
    this.#preview.show(work, room)
    this.#beside.show(work, room, () => this.#restore())
    this.#trial.show(work)
  }

  /** @returns {any} */
  #held() {
    return this.work?.id ? this.room[LISTS[this.work.kind]][this.work.id] : undefined
  }

  #state() {
    const held = this.#held()
    const state = this.work ? standing(this.work, held) : ''
    return isShared(this.work, held) ? 'shared' : state
  }

  /** @param {Work} work */
  #drop(work) {
    this.#works.delete(keyOf(work))
    if (this.work === work) this.work = null
    this.#shaped = ''
    this.#address()
    this.show()
  }

  /** @param {Work} work */
  #discard(work) {
    const held = this.#held()
    if (!held) return this.#drop(work)
    take(work, held)
    this.reshaped()
  }

  /** @param {Work} work that is there no more: what was typed becomes a new one */
  #again(work) {
    this.#works.delete(keyOf(work))
    this.#new(work.kind, work.value)
  }

  /** @param {Work} work */
  #copy({ kind, value }) {
    const name = word('copy_of', { name: value.name }).slice(0, 64)
    const area = value.area || newScene().area
    this.#new(kind, { ...structuredClone(value), name, area, ...(kind === 'rule' && { on: false }) })
  }

  #restore() {
    const held = this.#held()
    if (!this.work || !held) return
    this.work.value.steps = valueOf('programme', { ...held, draft: null }).steps
    this.reshaped()
  }
}
