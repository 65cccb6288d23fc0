import type { Run, Watched } from './watch.ts';

const TITLES: Readonly<Record<Watched['credential'], string>> = {
  passes: 'Playgate, passes from the backend',
  tokens: 'Playgate, OAuth access tokens',
  timer: 'Control, without Playgate: a header that setInterval replaces every 20 s',
};
const [WIDTH, PANEL, LEFT, RIGHT, TOP] = [1200, 220, 150, 30, 70];
const INK = '#223';
const [GOOD, BAD, LIFE, TICK] = ['#2e7d4f', '#c62828', '#8fb8de', '#8a7bb0'];
const SLOWEST_MS = 60_000;

/** Draws a run: for each tab its requests, the lives of its credentials, and how long timers of half a second took. */
export function draw(run: Run): string {
  const { from, to, tabs, browser } = run;
  const x = (at: number): number =>
    LEFT + ((Math.min(Math.max(at, from), to) - from) / (to - from)) * (WIDTH - LEFT - RIGHT);
  const height = TOP + tabs.length * PANEL + 40;
  const bottom = height - 36;
  const minutes = Array.from({ length: Math.floor((to - from) / 60_000) + 1 }, (_, i) => i);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" font-family="system-ui, sans-serif" font-size="13" fill="${INK}">`,
    `<rect width="${WIDTH}" height="${height}" fill="#fff"/>`,
    text(LEFT, 28, 'Three films in hidden tabs, credentials of 30 seconds', 'font-size="19"'),
    text(LEFT, 50, `${browser}, every default of the browser; time in minutes out of sight`),
    ...minutes.map((minute) => {
      const at = x(from + minute * 60_000);
      const line = `<path d="M${at} ${TOP}V${bottom}" stroke="#ddd"/>`;
      return line + text(at, bottom + 18, String(minute), 'text-anchor="middle"');
    }),
    ...tabs.map((tab, i) => panel(tab, TOP + i * PANEL, x)),
    '</svg>\n',
  ].join('\n');
}

function panel(
  { credential, requests, lives, ticks, stalls }: Watched,
  top: number,
  x: (at: number) => number,
): string {
  const dots = requests.map(({ atMs, verdict, kind }) => {
    const isGood = verdict === 'ok';
    const y = top + (kind === 'key' ? 58 : 50);
    return `<circle cx="${x(atMs).toFixed(1)}" cy="${y}" r="${isGood ? 2.2 : 5}" fill="${isGood ? GOOD : BAD}"/>`;
  });
  const bars = lives
    .filter(({ to }) => x(to) > LEFT)
    .map(({ from, to }, i) => {
      const y = top + 72 + (i % 3) * 12;
      return `<rect x="${x(from).toFixed(1)}" y="${y}" width="${(x(to) - x(from)).toFixed(1)}" height="10" rx="2" fill="${LIFE}" stroke="#fff"/>`;
    });
  const base = top + 186;
  const slow = ticks.map(({ at, afterMs }) => {
    const tall = (Math.log10(afterMs / 500) / Math.log10(SLOWEST_MS / 500)) * 60;
    return `<path d="M${x(at).toFixed(1)} ${base}v-${Math.max(tall, 1).toFixed(1)}" stroke="${TICK}" stroke-width="2"/>`;
  });
  const stops = stalls.map((at) => text(x(at), top + 38, '▼ the picture stops', `fill="${BAD}"`));
  const label = (y: number, of: string): string => text(LEFT - 14, y, of, 'text-anchor="end"');
  return [
    text(LEFT, top + 22, TITLES[credential], 'font-weight="600"'),
    ...[label(top + 58, 'requests'), ...dots, ...stops],
    ...[label(top + 93, 'credentials live'), ...bars],
    ...[label(base - 52, '1 min'), label(base - 5, '1 s'), label(base - 28, 'timers take')],
    ...slow,
  ].join('\n');
}

const text = (x: number, y: number, words: string, more = ''): string =>
  `<text x="${x.toFixed(1)}" y="${y}" ${more}>${words}</text>`;
