// The console in the browser: what there is, in order. Decides nothing. Nobody imports it: it would run twice.

import { answers } from '../cameras/open_panels.mjs'
import { whenElement } from '../core/element_ready.mjs'
import { answerCameras } from '../core/hooks.mjs'
import { mountMap } from '../map/mapview.mjs'
import { followCity } from '../core/redrawn.mjs'
import { here, startRoute } from '../core/route.mjs'
import { connect, join } from '../core/socket.mjs'
import { keepState } from '../core/state.mjs'
import { Around } from './around.mjs'
import { followQueue } from './desk/socket.mjs'
import { followCase } from './desk/detail.mjs'
import { Narrowed } from './narrowed.mjs'
import { mountPanels } from './panels.mjs'
import { startPicking } from './desk/picked.mjs'
import { startView } from './desk/view.mjs'
import { UnderWay } from './under_way.mjs'

keepState(here)
answerCameras(window.gridwall, answers)
startView()
followQueue()
followCase()
startPicking()
/** @type {Promise<void>} */
const adopted = new Promise((done) =>
  whenElement('map-box', (box) => mountMap(box, done, [new UnderWay(), new Around(), new Narrowed()])),
)
whenElement('wall', mountPanels)
// A frame counts once there is a map to take it: the link is often quicker than Dash.
startRoute((code, ready) => join(code, ready && Promise.all([ready, adopted])))
followCity()
connect(window.io)
adopted.then(() => (document.body.dataset.stands = '')) // core/arrival.js waits for it
