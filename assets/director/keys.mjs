// The keyboard of the director: a number is a screen; letters are done to the one chosen.

import { DIRECTOR_KEYS } from '../core/contract.mjs'
import { keyName, rests } from '../core/keys.mjs'
import { ACTS } from './chosen.mjs'

/**
 * @param {{
 *   number: (at: number) => unknown,
 *   take: () => unknown,
 *   drop: () => unknown,
 *   chosen: () => DirectedScreen | null,
 *   announce: () => unknown,
 *   level: () => unknown,
 *   rests: () => boolean,
 * }} desk
 */
export function mountKeys(desk) {
  document.addEventListener('keydown', (event) => {
    if (rests(event) || desk.rests()) return
    const does = DIRECTOR_KEYS[keyName(event.key)]
    const screen = desk.chosen()
    if (does === 'number') desk.number(Number(event.key))
    else if (does === 'take' || does === 'drop' || does === 'announce' || does === 'level') desk[does]()
    else if (does && screen) ACTS[does](screen)
    else return
    event.preventDefault()
  })
}
