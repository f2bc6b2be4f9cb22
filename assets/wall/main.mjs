// The wall in the browser: what there is, in order. Decides nothing. Nobody imports it: it would run twice.

import { answers } from '../cameras/open_panels.mjs'
import { whenElement } from '../core/element_ready.mjs'
import { answerCameras } from '../core/hooks.mjs'
import { mountMap } from '../map/mapview.mjs'
import { mountPanels } from './panels.mjs'
import { followCity } from '../core/redrawn.mjs'
import { here, startRoute } from '../core/route.mjs'
import { connect, join } from '../core/socket.mjs'
import { keepState } from '../core/state.mjs'

keepState(here)
answerCameras(window.gridwall, answers)
/** @type {Promise<void>} */
const adopted = new Promise((done) => whenElement('map-box', (box) => mountMap(box, done)))
whenElement('wall', mountPanels)
// A frame counts once there is a map to take it: the link is often quicker than Dash.
startRoute((code, ready) => join(code, ready && Promise.all([ready, adopted])))
followCity()
connect(window.io)
adopted.then(() => (document.body.dataset.stands = '')) // core/arrival.js waits for it
