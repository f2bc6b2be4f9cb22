// The city was redrawn under an open page: it takes the new edition in place, under the address that holds now.
import assert from 'node:assert/strict'
import { mock, test } from 'node:test'

const facts = { city: 'new', edition: 'e2', root: '0', items: {}, build: 'b9' }
const asked = []
let answers = () => ({ ok: true })
globalThis.location = {
  href: 'http://wall/wall/1-1',
  pathname: '/wall/1-1',
  search: '',
  reload: () => asked.push('reload'),
}
globalThis.history = { replaceState: (_, __, path) => asked.push(`at ${path}`) }
globalThis.sessionStorage = { getItem: () => null, setItem: () => {} }
globalThis.performance.mark = () => {}
globalThis.DOMParser = class {
  parseFromString = (text) => ({ getElementById: () => ({ textContent: text }) })
}
globalThis.addEventListener = () => {}
globalThis.document = { getElementById: () => null, addEventListener: () => {}, documentElement: {} }
globalThis.fetch = async (url) => {
  asked.push(String(url))
  if (String(url).startsWith('/api/areas/'))
    return {
      ok: true,
      headers: new Map([['Content-Type', 'application/json']]),
      json: async () => ({ code: '1-9', path: [], name: '新' }),
    }
  return { url: 'http://wall/wall/1-9', text: async () => JSON.stringify(facts), ...answers() }
}

const { page } = await import('../../../assets/core/page.mjs')
const { followCity } = await import('../../../assets/core/redrawn.mjs')
const { startRoute } = await import('../../../assets/core/route.mjs')
const { emit, on } = await import('../../../assets/core/store.mjs')

async function pass(ms) {
  mock.timers.tick(ms)
  for (let i = 0; i < 20; i++) await Promise.resolve()
}

test('areas and words are taken in place, once, and the address is the one that holds', async () => {
  mock.timers.enable({ apis: ['setTimeout'] })
  const joined = []
  const areas = []
  startRoute((code) => joined.push(code))
  on('area', (area) => areas.push(area.code))
  await pass(0)
  asked.length = joined.length = areas.length = 0
  page.city = 'old'
  page.build = 'b1'
  followCity()
  for (let i = 0; i < 3; i++) emit('city', 'new')
  await pass(2000)
  assert.deepEqual(asked, ['http://wall/wall/1-1', 'at /wall/1-9', '/api/areas/1-9/map?edition=e2'])
  assert.deepEqual([page.city, page.edition, page.build], ['new', 'e2', 'b1'])
  assert.deepEqual(joined, ['1-9'])
  assert.deepEqual(areas, ['1-9'])
})

test('an address that shows no area any more is loaded anew, after some tries', async () => {
  asked.length = 0
  page.city = 'older'
  answers = () => ({ ok: false })
  emit('city', 'new')
  for (let i = 0; i < 6; i++) await pass(2000)
  assert.equal(asked.filter((each) => each === 'http://wall/wall/1-1').length, 5)
  answers = () => ({ ok: true })
  for (let i = 0; i < 3; i++) await pass(2000)
  assert.ok(asked.includes('reload'))
  mock.timers.reset()
})
