// What is put on a screen is called as people call it, with where it lies.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { pathName } from '../../../assets/core/names.mjs'
import { page } from '../../../assets/core/page.mjs'
import { contentName } from '../../../assets/panels/shown_words.mjs'

page.lang = 'zh'
Object.assign(page.words, { place_join: ' · ', thing_camera: '摄像头' })

const path = [
  { code: '0', name: '佛山市', name_en: 'Foshan' },
  { code: '1', name: '横沥镇', name_en: 'Hengli Town' },
  { code: '1-1', name: '新城村', name_en: null },
  { code: '1-1-7', name: '网格 07', name_en: 'Grid 07' },
]

test('a grid is named with the areas between it and one’s own, an own area alone', () => {
  assert.equal(pathName({ path }, '0'), '横沥 · 新城 · 网格\u00a007')
  assert.equal(pathName({ path }, '1'), '新城 · 网格\u00a007')
  assert.equal(pathName({ path: path.slice(0, 2) }, '1'), '横沥')
})

test('a camera has its name, never its id', () => {
  const content = { kind: 'camera', id: 'cam-20', area: '' }
  const room = { scenes: {} }
  assert.equal(contentName({ content, camera: ['东门', null] }, [], room), '东门')
  assert.equal(contentName({ content, camera: null }, [], room), '摄像头')
})
