// Numbers on the card: who may ask for them, and how one is shown.

import { make } from '../../core/dom.mjs'
import { page } from '../case/page.mjs'

/** A leader who signed in is told none (the right is an officer's and a head's). */
export const mayCall = () => page.account === null || page.viewer.role !== 'leader'

/**
 * A number to be dialled, or why there is none.
 * @param {string} phone
 */
export function number(phone) {
  const link = make('a', 'caller-number', phone)
  if (/^[+\d][\d -]*$/.test(phone)) link.href = `tel:${phone.replace(/[ -]/g, '')}`
  return link
}
