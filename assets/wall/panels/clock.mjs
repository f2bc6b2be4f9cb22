// Date and clock by the server's time, in the city's zone. Ticks on the second.
import { byId, make, setText } from './dom.mjs';
import { isChinese, say } from './words.mjs';

export function mountClock({ now, page }) {
  const show = painter(page.timezone || 'Asia/Shanghai');
  let timer;
  const tick = () => {
    const at = now();
    show(at);
    timer = setTimeout(tick, 1000 - (at % 1000) + 5);
  };
  tick();
  return () => clearTimeout(timer);
}

function painter(timeZone) {
  const options = { timeZone, hour12: false, hour: '2-digit', minute: '2-digit', second: '2-digit' };
  const time = new Intl.DateTimeFormat('en-GB', options);
  const day = new Intl.DateTimeFormat(isChinese() ? 'zh-CN' : 'en-GB', { timeZone, month: 'short', day: 'numeric' });
  const weekday = new Intl.DateTimeFormat('en-US', { timeZone, weekday: 'short' });
  const lines = [make('span'), make('span')];
  byId('date').replaceChildren(...lines);
  const names = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
  return (at) => {
    setText(byId('clock'), time.format(at));
    setText(lines[0], day.format(at));
    setText(lines[1], say(`weekday_${names.indexOf(weekday.format(at))}`));
  };
}
