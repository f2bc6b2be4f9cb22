// The header's fixed parts: the product's name, the world's name and frame, the language switch.
import { byId, make, setText } from './dom.mjs';
import { isChinese, say } from './words.mjs';

export function mountHead({ root, page }) {
  setText(byId('product'), say('product'));
  showWorld(root, page.world, page.world_note);
  const button = byId('lang');
  setText(button, isChinese() ? 'EN' : '中文');
  button.lang = isChinese() ? 'en' : 'zh-CN';
  button.addEventListener('click', switchLanguage);
}

// The server answers in the language asked for, so a switch is a new page with the same address otherwise.
export function switchLanguage() {
  const address = new URL(location.href);
  address.searchParams.set('lang', isChinese() ? 'en' : 'zh');
  location.assign(address);
}

function showWorld(root, world, note) {
  if (!world || world === 'live') return;
  root.dataset.world = world;
  const plate = byId('world');
  plate.append(make('b', '', say(`world_${world}`)), make('span', '', note || say(`note_${world}`)));
  plate.hidden = false;
}
