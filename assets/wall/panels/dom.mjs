// The few steps every panel takes with the page: make an element, set a text, find a part. Knows no data.

export function make(tag, className = '', text = '') {
  const node = document.createElement(tag);
  if (className) node.className = className;
  if (text) node.textContent = text;
  return node;
}

export function setText(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

export function setAttribute(node, name, value) {
  if (node.getAttribute(name) !== value) node.setAttribute(name, value);
}

export function part(root, name) {
  return root.querySelector(`[data-part="${name}"]`);
}

export const byId = (id) => document.getElementById(id);

// Dash draws the page after the scripts have run: `then` runs once the element is there.
export function whenPresent(id, then) {
  if (byId(id)) return then();
  const watch = new MutationObserver(() => {
    if (!byId(id)) return;
    watch.disconnect();
    then();
  });
  return watch.observe(document.documentElement, { childList: true, subtree: true });
}

// Many changes, one paint: the returned function runs `draw` once before the next frame with the latest value.
// A hidden tab gets no frames; a second later is soon enough there.
export function oncePerFrame(draw) {
  let waiting = false;
  let latest;
  const run = () => {
    waiting = false;
    draw(latest);
  };
  return (value) => {
    latest = value;
    if (waiting) return;
    waiting = true;
    if (document.hidden) setTimeout(run, 1000);
    else requestAnimationFrame(run);
  };
}
