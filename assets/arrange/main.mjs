// The page that arranges screens in the browser: what there is, in order. Decides nothing. Nobody imports it: it would run twice.

import { at } from '../core/base.mjs'
import { byId } from '../core/dom.mjs'
import { fillWords } from '../core/names.mjs'
import { page } from '../core/page.mjs'
import { ask, connect, hear, join } from '../core/socket.mjs'
import { keepState } from '../core/state.mjs'
import { mountCalls } from '../director/calls.mjs'
import { mountClock } from '../panels/clock.mjs'
import { mountHeader } from '../panels/header.mjs'
import { mountStatusLight } from '../panels/status_light.mjs'
import { Bench } from './bench.mjs'
import { Exchange } from './exchange.mjs'

const EVERY = '' // room
const from = new URLSearchParams(location.search).get('room') // of whoever directs it

const wall = byId('wall')
keepState(() => page.scope)
fillWords(wall)
mountHeader(wall)
mountStatusLight(wall)
mountClock()
mountCalls()
if (from) byId('back').href = at(`/director/${encodeURIComponent(from)}?lang=${page.lang}`)
const bench = new Bench()
new Exchange()
hear('connect', () => ask('room', { room: EVERY }).catch(() => {}))
hear('screens', (told) => bench.take(told))
join(page.scope)
connect(window.io)
