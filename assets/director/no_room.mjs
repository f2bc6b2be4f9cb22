// A room in which nothing hangs for whoever looks: said in words, with the ways to the rooms there are.

import { byId, make } from '../core/dom.mjs'
import { word } from '../core/page.mjs'
import { roomLinks, roomName } from './cards.mjs'

/**
 * What is said of it; empty where something hangs.
 * @param {Pick<DirectedRoom, 'rooms'> & {screens: unknown[]}} room
 * @param {string} name as the address has it
 * @param {string} address where a browser becomes a screen
 */
export function noRoomWords({ screens, rooms }, name, address) {
  if (screens.length) return ''
  return rooms.length ? word('no_room_here', { room: name }) : word('no_room', { address })
}

/** @param {DirectedRoom} room */
export function showNoRoom(room) {
  const place = byId('no-room')
  const text = noRoomWords(room, roomName(), `${location.origin}/screen`)
  place.hidden = !text
  if (text) place.replaceChildren(make('p', '', text), ...roomLinks(room))
}
