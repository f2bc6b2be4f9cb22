// What whoever works at this page is told over it: announcements, and screens that follow them.

import { make } from '../core/dom.mjs'
import { word } from '../core/page.mjs'
import { mountFollowed } from './followed.mjs'
import { mountNotices } from './notices.mjs'

/** @param {HTMLElement} page where on it */
export function mountTold(page) {
  const place = make('section', 'told')
  place.setAttribute('aria-label', word('notices'))
  page.append(place)
  mountNotices(place)
  mountFollowed(place)
}
