// The page's words in the viewer's language, from the page's configuration. Knows no panel.
import { setText } from './dom.mjs';

let table = {};
let language = 'zh';
let items = {};

export function useWords(page) {
  table = page.words;
  language = page.lang;
  items = page.items || {};
}

export const isChinese = () => language === 'zh';

// A missing key shows itself instead of an empty place.
export function say(key, values = {}) {
  return (table[key] ?? key).replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}

export const has = (key) => key in table;

export function fillWords(root) {
  for (const node of root.querySelectorAll('[data-word]')) setText(node, say(node.dataset.word));
}

export function itemName(record) {
  if (record.sos) return say('item_sos');
  const names = items[record.item];
  return names ? names[isChinese() ? 0 : 1] || names[0] : say('item_unknown');
}

// A name pair is [Chinese, English or null].
export const pairName = (pair) => (isChinese() ? pair[0] : pair[1] || pair[0]);
export const areaName = (area) => pairName([area.name, area.name_en]);

const TAILS = /(街道办事处|街道|镇|社区|村委会|村民委员会|村)$/;
const ENGLISH_TAILS = / (Subdistrict|Street|Town|Township|Village|Community)$/;

// Where the level is already said, "横沥镇" stands as "横沥"; a name never shrinks below two characters.
export function shortName(name) {
  const short = name.replace(TAILS, '').replace(ENGLISH_TAILS, '');
  return short.length >= 2 ? short : name;
}
