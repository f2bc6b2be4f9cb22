// The parts of the director's small forms: a dialog with fields and one button that does it. Knows no form.

import { make, setText } from '../core/dom.mjs'
import { word } from '../core/page.mjs'
import { closeDialog } from '../panels/dialogs.mjs'
import { refusalOf } from './acts.mjs'

/**
 * @param {string} text
 * @param {HTMLElement} input
 */
export function field(text, input) {
  const label = make('label', 'form-field', text)
  label.append(input)
  return label
}

/**
 * Boxes to be ticked, or with `one` of which one is.
 * @param {string} name
 * @param {string} text
 * @param {string[][]} values with what each is called
 */
export function choices(name, text, values, one = false) {
  const set = make('fieldset', 'form-field')
  set.append(make('legend', '', text))
  for (const [value, called] of values) {
    const [label, input] = [make('label', 'form-choice'), make('input')]
    Object.assign(input, { type: one ? 'radio' : 'checkbox', name, value, required: one })
    label.append(input, make('span', '', called))
    set.append(label)
  }
  return set
}

/**
 * @param {HTMLDialogElement} dialog
 * @param {string} heading
 * @param {string} does
 * @param {HTMLElement[]} fields
 * @param {(told: FormData) => any} act what it does; an answer that is a refusal is said in the dialog, any other closes it
 */
export function formIn(dialog, heading, does, fields, act) {
  const [head, close] = [make('h2', 'dialog-title'), make('button', 'close', word('close'))]
  const [form, button] = [make('form', 'form-fields'), make('button', 'act', does)]
  close.type = 'button'
  close.dataset.close = 'true'
  head.append(make('span', '', heading), close)
  button.type = 'submit'
  const said = make('p', 'form-said')
  said.setAttribute('role', 'status')
  form.append(...fields, said, button)
  form.addEventListener('submit', async (event) => {
    event.preventDefault()
    const answer = await act(new FormData(form))
    if (answer === undefined) return
    if (answer?.ok) closeDialog()
    else setText(said, refusalOf(answer))
  })
  dialog.setAttribute('aria-label', heading)
  dialog.replaceChildren(head, form)
  return form
}
