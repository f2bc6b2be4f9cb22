// The level of the whole city: chosen with a reason, and confirmed, since it frames every page.

import { byId, make } from '../core/dom.mjs'
import { word } from '../core/page.mjs'
import { openDialog } from '../panels/dialogs.mjs'
import { setLevel } from './acts.mjs'
import { choices, field, formIn } from './forms.mjs'

const LEVELS = ['normal', 'attention', 'alarm', 'exercise']
const LONGEST = 200

/** @param {CityLevel} level */
export function openLevel(level, { code = '', why = '' } = {}) {
  const dialog = byId('form')
  const reason = make('input')
  Object.assign(reason, { name: 'why', maxLength: LONGEST, required: true, value: why, autocomplete: 'off' })
  const all = choices(
    'code',
    word('level_which'),
    LEVELS.map((each) => [each, word(`level_${each}`)]),
    true,
  )
  for (const input of all.querySelectorAll('input')) input.checked = input.value === code
  const fields = [all, field(word('level_why'), reason)]
  const form = formIn(dialog, word('level_set'), word('level_go_on'), fields, (told) =>
    confirmLevel(level, { code: String(told.get('code')), why: String(told.get('why')) }),
  )
  openDialog(dialog)
  form.querySelector('input')?.focus()
}

/**
 * @param {CityLevel} level
 * @param {{code: string, why: string}} wanted
 */
function confirmLevel(level, wanted) {
  const dialog = byId('form')
  const name = word(`level_${wanted.code}`)
  const [asks, back] = [
    make('p', 'level-asks', word('level_asks', { name })),
    make('button', 'act', word('level_back')),
  ]
  asks.dataset.level = wanted.code
  back.type = 'button'
  back.addEventListener('click', () => openLevel(level, wanted))
  const why = make('p', 'hint', word('level_because', { why: wanted.why }))
  const set = () => setLevel({ ...wanted, revision: level.revision })
  const form = formIn(dialog, word('level_set'), word('level_do', { name }), [asks, why, back], set)
  const button = /** @type {HTMLElement | null} */ (form.querySelector('button[type="submit"]'))
  button?.focus()
}
