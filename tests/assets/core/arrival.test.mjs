// A page of which something did not come is loaded again, once the server answers; one that stands is left alone.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { runInNewContext } from 'node:vm'

const TEXT = readFileSync(new URL('../../../assets/core/arrival.js', import.meta.url), 'utf8')

class Element {
  constructor(selector) {
    this.matches = (wanted) => wanted.split(', ').includes(selector)
  }
}

function page(answers = [true]) {
  const told = { reloads: 0, timers: [], dataset: {} }
  runInNewContext(TEXT, {
    Element,
    addEventListener: (_, heard) => (told.lose = (selector) => heard({ target: new Element(selector) })),
    document: { body: told },
    fetch: async () => {
      const ok = answers.shift()
      if (ok === undefined) throw new TypeError('nobody is there')
      return { ok }
    },
    location: { href: '/wall/1', reload: () => told.reloads++ },
    setTimeout: (call, ms) => told.timers.push([call, ms]),
  })
  told.pass = async () => {
    told.timers.shift()[0]()
    for (let i = 0; i < 5; i++) await Promise.resolve()
  }
  return told
}

test('a page that stands within a minute is left alone, whatever is lost later', async () => {
  const told = page()
  assert.equal(told.timers[0][1], 60_000)
  told.dataset.stands = ''
  told.lose('script')
  await told.pass()
  assert.deepEqual([told.reloads, told.timers.length], [0, 0])
})

test('a page that does not stand is loaded again', async () => {
  const told = page()
  await told.pass()
  assert.equal(told.reloads, 1)
})

test('a sheet that did not come is fetched by another load, a picture is not', async () => {
  for (const [lost, reloads] of [
    ['[rel="stylesheet"]', 1],
    ['img', 0],
  ]) {
    const told = page()
    told.lose(lost)
    told.dataset.stands = ''
    await told.pass()
    assert.equal(told.reloads, reloads, lost)
  }
})

test('while the server does not answer, or has nothing to show, the page asks again and stays', async () => {
  const told = page([undefined, false, true])
  for (const reloads of [0, 0, 1]) {
    await told.pass()
    assert.equal(told.reloads, reloads)
  }
})
