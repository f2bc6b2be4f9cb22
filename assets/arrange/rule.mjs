// The form of a rule, as a sentence: when a case of this kind comes here, show it there, until then.

import { page, word } from '../core/page.mjs'
import { areaField } from '../director/area_field.mjs'
import { categories, choices, mattersOf } from './choices.mjs'
import { checkField, group, numberField, selectField, textField } from './fields.mjs'
import { pickList } from './pick_list.mjs'

/**
 * @param {string} screen
 * @returns {RuleValue}
 */
export const newRule = (screen) => ({
  ...{ name: '', area: page.scope, screen, category: '', items: [], urgent: true, sos: false },
  ...{ cameras_within_m: 300, until: 'claimed', seconds: 60, on: false },
})

/**
 * @param {Desk} desk
 * @returns {(Node | null)[]}
 */
export function ruleForm(desk) {
  /** @type {RuleValue} */
  const value = desk.work?.value
  return [
    textField({
      ...{ words: word('field_name'), name: 'name', value: value.name, most: 64 },
      on: (name) => ((value.name = name), desk.changed()),
    }),
    check(desk, value, 'on'),
    group(word('rule_when'), which(desk, value)),
    group(word('rule_show'), where(desk, value)),
    group(word('rule_until'), until(desk, value)),
  ]
}

/**
 * @param {Desk} desk
 * @param {RuleValue} value
 * @param {'urgent' | 'sos' | 'on'} part
 */
const check = (desk, value, part) =>
  checkField({
    ...{ words: word(`rule_${part}`), name: part, value: value[part] },
    on: (is) => ((value[part] = is), desk.changed()),
  })

/**
 * @param {Desk} desk
 * @param {RuleValue} value
 */
const which = (desk, value) => [
  areaField({
    ...{ words: word('rule_in'), name: 'area', value: value.area },
    on: (area) => ((value.area = area), desk.reshaped()),
  }),
  selectField({
    ...{ words: word('rule_of'), name: 'category', value: value.category },
    options: [['', word('rule_any')], ...categories()],
    on: (category) => {
      value.category = category
      const left = new Set(mattersOf(category).map(({ id }) => id))
      value.items = value.items.filter((item) => left.has(item))
      desk.reshaped()
    },
  }),
  check(desk, value, 'urgent'),
  check(desk, value, 'sos'),
  group(word('rule_items'), [
    pickList({
      ...{ words: word('rule_items_find'), name: 'items', most: choices.most_items },
      ...{ all: mattersOf(value.category), chosen: value.items },
      head: (n) => word('picked', { n, most: choices.most_items }),
      rest: (n) => word('cameras_more', { n }),
      none: '',
      on: (items) => ((value.items = items), desk.changed()),
    }),
  ]),
]

/**
 * @param {Desk} desk
 * @param {RuleValue} value
 */
function where(desk, value) {
  /** @type {[string, string][]} */
  const hung = desk.room.screens.map(({ id, name, room }) => [id, `${name} · ${room}`])
  const known = hung.some(([id]) => id === value.screen)
  return [
    selectField({
      ...{ words: word('rule_screen'), name: 'screen', value: known ? value.screen : '' },
      options: known ? hung : [['', word('rule_screen_none')], ...hung],
      on: (screen) => ((value.screen = screen), desk.reshaped()),
    }),
    numberField({
      ...{ words: word('rule_cameras'), name: 'cameras', value: value.cameras_within_m },
      ...{ least: 0, most: choices.farthest, wide: true },
      on: (metres) => ((value.cameras_within_m = metres), desk.changed()),
    }),
  ]
}

/**
 * @param {Desk} desk
 * @param {RuleValue} value
 */
const until = (desk, value) => [
  selectField({
    ...{ words: word('rule_ends'), name: 'until', value: value.until },
    options: choices.until.map((each) => [each, word(`until_${each}`)]),
    on: (each) => ((value.until = each), desk.changed()),
  }),
  numberField({
    ...{ words: word('rule_seconds'), name: 'seconds', value: value.seconds },
    ...{ least: 0, most: choices.lease, wide: true },
    on: (seconds) => ((value.seconds = seconds), desk.changed()),
  }),
]
