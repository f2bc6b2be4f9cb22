// What whoever works at this page is told over it: announcements, screens that follow them, and who
// replaced what they had put on one.

import { make } from '../core/dom.mjs'
import { word } from '../core/page.mjs'
import { mountFollowed } from './followed.mjs'
import { mountHanded } from './handed.mjs'
import { mountNotices } from './notices.mjs'
import { mountReplaced } from './replaced.mjs'

/** @param {HTMLElement} page where on it */
export function mountTold(page) {
  const place = make('section', 'told')
  place.setAttribute('aria-label', word('notices'))
  page.append(place)
  mountNotices(place)
  mountFollowed(place)
  mountReplaced(place)
  mountHanded(place)
}
