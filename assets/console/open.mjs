// The console in the browser: what there is, in order. Decides nothing. Nobody imports it: it would run twice.

import { answers } from '../wall/cameras/open.mjs'
import { whenDrawn } from '../wall/drawn.mjs'
import { answerCameras } from '../wall/hooks.mjs'
import { mountMap } from '../wall/mapview.mjs'
import { here, startRoute } from '../wall/route.mjs'
import { connect, join } from '../wall/socket.mjs'
import { keepState } from '../wall/state.mjs'
import { createAround } from './around.mjs'
import { followDesk } from './desk_link.mjs'
import { followCase } from './detail.mjs'
import { mountPanels } from './panels.mjs'
import { startPicking } from './picked.mjs'
import { startView } from './view.mjs'

keepState(here)
answerCameras(window.gridwall, answers)
startView()
followDesk()
followCase()
startPicking()
const adopted = new Promise((done) => whenDrawn('map-box', (box) => mountMap(box, done, [createAround()])))
whenDrawn('wall', mountPanels)
// A frame counts once there is a map to take it: the link is often quicker than Dash.
startRoute((code, ready) => join(code, ready && Promise.all([ready, adopted])))
connect(window.io)
