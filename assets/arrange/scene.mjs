// The form of a scene: its layout, what stands in each place, and whose numbers they are.

import { areaCameras } from '../core/api.mjs'
import { make } from '../core/dom.mjs'
import { named, page, word } from '../core/page.mjs'
import { areaField } from '../director/area_field.mjs'
import { choices } from './choices.mjs'
import { checkField, group, selectField, textField } from './fields.mjs'
import { picture } from './layouts.mjs'
import { pickList } from './pick_list.mjs'

const USUAL = ['map', 'feed', 'counters', 'tiles', 'cameras', 'ranking', 'chart']
const REGIONS = ['map', 'tiles', 'counters', 'feed', 'chart'] // of the page: each is there one time

const ofAll = page.scope === page.root // who has the whole city makes scenes for every area

/**
 * One for every area, of which whoever looks has only some: it is others' to change.
 * @param {{kind: Kind} | null} work
 * @param {ArrangedScene | undefined} held
 */
export const isShared = (work, held) => work?.kind === 'scene' && held?.area === '' && !ofAll

/** @param {string} kind */
const panel = (kind) => ({ kind, cameras: [], text: '' })

/** @returns {SceneValue} */
export const newScene = () => ({
  name: '',
  layout: 'three',
  panels: USUAL.slice(0, 3).map(panel),
  area: ofAll ? '' : page.scope,
})

/**
 * As many as the layout has: those there are, then what is not there yet.
 * @param {ScreenPanel[]} panels
 * @param {number} count
 */
export function panelsFor(panels, count) {
  const taken = new Set(panels.map(({ kind }) => kind))
  const others = USUAL.filter((kind) => !taken.has(kind)).map(panel)
  const more = [...others, ...Array.from({ length: count }, () => panel('cameras'))]
  return [...panels, ...more].slice(0, count)
}

/**
 * @param {Desk} desk
 * @returns {(Node | null)[]}
 */
export function sceneForm(desk) {
  /** @type {SceneValue} */
  const value = desk.work?.value
  return [
    textField({
      ...{ words: word('field_name'), name: 'name', value: value.name, most: 64 },
      on: (name) => ((value.name = name), desk.changed()),
    }),
    areaField({
      ...{ words: word('field_area'), name: 'area', value: value.area, none: ofAll ? word('area_any') : '' },
      on: (area) => ((value.area = area), desk.reshaped()),
    }),
    layouts(desk, value),
    value.panels.length
      ? group(
          word('field_panels'),
          value.panels.map((_, at) => place(desk, value, at)),
        )
      : null,
  ]
}

/**
 * @param {Desk} desk
 * @param {SceneValue} value
 */
function layouts(desk, value) {
  const options = Object.entries(choices.layouts).map(([layout, count]) => {
    const label = checkField({
      ...{ words: word(`layout_${layout}`), name: `layout.${layout}`, type: 'radio', group: 'layout' },
      value: layout === value.layout,
      on: () => {
        value.layout = layout
        value.panels = panelsFor(value.panels, count)
        desk.reshaped()
      },
    })
    label.classList.add('layout-choice')
    label.prepend(picture(layout))
    return label
  })
  return group(word('field_layout'), options, 'layout-choices')
}

/**
 * @param {Desk} desk
 * @param {SceneValue} value
 * @param {number} at
 */
function place(desk, value, at) {
  const own = value.panels[at]
  const box = make('div', 'panel-form')
  const twice = REGIONS.includes(own.kind) && value.panels.findIndex(({ kind }) => kind === own.kind) < at
  box.append(
    selectField({
      ...{ words: word('field_panel', { n: at + 1 }), name: `panel.${at}`, value: own.kind },
      options: choices.panels.map((kind) => [kind, word(`panel_${kind}`)]),
      on: (kind) => ((value.panels[at] = { ...own, kind }), desk.reshaped()),
    }),
  )
  if (twice) box.append(make('p', 'hint', word('panel_twice')))
  if (own.kind === 'cameras') box.append(...cameras(desk, own, at, value.area))
  if (own.kind === 'announcement')
    box.append(
      textField({
        ...{ words: word('text_wanted'), name: `text.${at}`, value: own.text, most: choices.longest_text },
        ...{ wide: true, on: (text) => ((own.text = text), desk.changed()) },
      }),
    )
  return box
}

/** @type {WeakMap<ScreenPanel, boolean>} */
const byHand = new WeakMap() // chosen, though nothing is picked yet

/**
 * @param {Desk} desk
 * @param {ScreenPanel} own
 * @param {number} at
 * @param {string} area
 */
function cameras(desk, own, at, area) {
  const hand = own.cameras.length > 0 || byHand.get(own) === true
  const choose = (/** @type {boolean} */ isHand) => {
    byHand.set(own, isHand)
    if (!isHand) own.cameras = []
    desk.reshaped()
  }
  const radio = (/** @type {boolean} */ isHand, /** @type {string} */ words) =>
    checkField({
      ...{ words, name: `hand.${at}.${isHand}`, type: 'radio', group: `hand-${at}` },
      ...{ value: hand === isHand, on: () => choose(isHand) },
    })
  const parts = [radio(false, word('cameras_turn')), radio(true, word('cameras_hand'))]
  return hand ? [...parts, cameraList(desk, own, at, area)] : parts
}

/**
 * @param {Desk} desk
 * @param {ScreenPanel} own
 * @param {number} at
 * @param {string} area
 */
function cameraList(desk, own, at, area) {
  const box = make('div', 'camera-picks')
  const show = (/** @type {Camera[]} */ rows) => {
    const all = rows.map((row) => ({ id: row.id, name: named(row) }))
    const gone = own.cameras.filter((id) => !all.some((one) => one.id === id))
    box.replaceChildren(
      pickList({
        ...{ words: word('cameras_find'), name: `cameras.${at}`, most: choices.most_cameras },
        all: [...all, ...gone.map((id) => ({ id, name: word('cameras_gone', { id }) }))],
        chosen: own.cameras,
        head: (n) => word('picked', { n, most: choices.most_cameras }),
        rest: (n) => word('cameras_more', { n }),
        none: word('cameras_none'),
        on: (chosen) => ((own.cameras = chosen), desk.changed()),
      }),
    )
  }
  areaCameras(area || page.scope).then(
    ({ cameras: rows }) => show(rows),
    () => show([]),
  )
  return box
}
