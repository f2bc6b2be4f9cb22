// The panels of the wall: its regions, and what answers somebody who works at it. Decides nothing.
import { mountAcknowledging } from './acknowledge.mjs'
import { mountChosen } from './chosen.mjs'
import { mountDetails } from '../panels/details.mjs'
import { mountDialogs } from '../panels/dialogs.mjs'
import { mountKeys } from './keys.mjs'
import { mountMapCard } from '../panels/map_card.mjs'
import { mountTold } from '../panels/told.mjs'
import { mountRegions } from './regions.mjs'
import { mountTileFocus } from './tile_focus.mjs'
import { mountToScreen } from '../panels/to_screen.mjs'

/**
 * `wall`: the element that Dash drew with every region in it.
 * @param {HTMLElement} wall
 */
export function mountPanels(wall) {
  mountRegions(wall, mountAcknowledging)
  mountTileFocus()
  mountMapCard()
  mountChosen()
  mountDialogs()
  mountDetails(wall)
  mountToScreen(wall)
  mountTold(wall)
  mountKeys()
}
