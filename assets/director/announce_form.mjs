// A new announcement: its words, for chosen screens, all of an area, or people of some roles there, and until when.

import { areaMap } from '../core/api.mjs'
import { byId, make } from '../core/dom.mjs'
import { named, page, word } from '../core/page.mjs'
import { openDialog } from '../panels/dialogs.mjs'
import { announce } from './acts.mjs'
import { choices, field, formIn } from './forms.mjs'

const LONGEST = 200
const MOST_SCREENS = 16 // a socket takes no longer list
const ROLES = ['operator', 'head', 'officer', 'leader']
const LASTS = ['900', '3600', '14400', '86400', '604800'] // seconds

/** @param {DirectedRoom} room */
export function openAnnounce(room) {
  const dialog = byId('form')
  const screens = room.screens.filter(({ may }) => may).slice(0, MOST_SCREENS)
  const text = make('textarea')
  Object.assign(text, { name: 'text', maxLength: LONGEST, required: true, rows: 3 })
  const lasts = make('select')
  lasts.name = 'seconds'
  lasts.append(...LASTS.map((seconds) => new Option(word(`lasts_${seconds}`), seconds)))
  const where = choices(
    'screens',
    word('announce_screens'),
    screens.map(({ id, name }) => [id, name]),
  )
  const people = choices(
    'roles',
    word('announce_roles'),
    ROLES.map((role) => [role, word(`tell_${role}`)]),
  )
  /** @type {HTMLElement[]} */
  const fields = [field(word('announce_text'), text), where, people, field(word('pair_area'), areas())]
  const how = make('p', 'hint', word('announce_how'))
  fields.push(field(word('announce_lasts'), lasts), how)
  formIn(dialog, word('announce'), word('announce_do'), fields, (told) =>
    announce({
      text: String(told.get('text')),
      area: String(told.get('area') || page.scope),
      seconds: Number(told.get('seconds')),
      screens: told.getAll('screens').map(String),
      roles: told.getAll('roles').map(String),
    }),
  )
  openDialog(dialog)
  text.focus()
}

function areas() {
  const select = make('select')
  select.name = 'area'
  areaMap(page.scope).then(
    (area) => select.append(...[area, ...area.children].map((each) => new Option(named(each), each.code))),
    () => {},
  )
  return select
}
