// Which key means what. Pure: an event's plain values in, a name out. Single keys rest while somebody types or
// composes Chinese.

const LETTERS = {
  j: 'next',
  k: 'previous',
  a: 'claim',
  d: 'departments',
  v: 'verify',
  x: 'close',
  m: 'merge',
  n: 'note',
  l: 'locate',
  s: 'sort',
  e: 'escalate',
  r: 'return',
  p: 'approve',
  u: 'release',
  b: 'bulk',
  g: 'tab',
  t: 'performance',
  q: 'quiet',
}
const NAMED = {
  ArrowDown: 'next',
  ArrowUp: 'previous',
  Enter: 'send',
  Escape: 'back',
  '/': 'search',
  '?': 'help',
}
const TYPED = /^(INPUT|TEXTAREA|SELECT)$/
const PRESSED = /^(BUTTON|A|SUMMARY)$/

const typing = (target) => target?.isContentEditable === true || TYPED.test(target?.tagName ?? '')

/** Whether this key is not ours: composing, a browser's shortcut, or somebody types. */
export function rests({ isComposing, keyCode, ctrlKey, metaKey, altKey, target }) {
  return isComposing || keyCode === 229 || ctrlKey || metaKey || altKey || typing(target)
}

/** {name, number?} or null. A focused button keeps Enter, the card its arrows. */
export function meaning({ key, shiftKey, repeat, target }) {
  const name = NAMED[key] ?? LETTERS[key.toLowerCase()]
  if (repeat && name !== 'next' && name !== 'previous') return null
  if (key === 'Enter' && PRESSED.test(target?.tagName ?? '')) return null
  if (/^[1-9]$/.test(key)) return { name: 'number', number: Number(key) }
  if (!name) return null
  return { name: name === 'verify' && shiftKey ? 'fail' : name }
}
