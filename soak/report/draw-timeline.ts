import type { Mark, Span, Timeline } from './timeline.ts';

const [WIDTH, LEFT, RIGHT, TOP] = [1200, 150, 24, 70];
const [BUFFER, LANE, GAP] = [120, 16, 26];
/** The steps that the axis may have, in seconds. */
const STEPS = [10, 20, 30, 60, 120, 300, 600, 1200, 1800, 3600, 7200, 14_400];
const MOST_STEPS = 13;

const STYLE = `
  svg { --paper: #fff; --ink: #1f2430; --faint: #6b7280; --grid: #e5e7eb; --buffer: #2f6fb0; --under: #dbe8f5;
        --pass: #3d8f63; --other: #8fc3a6; --act: #8a6fc0; --fault: #c4680f; --stall: #c62828; }
  @media (prefers-color-scheme: dark) {
    svg { --paper: #14171e; --ink: #e6e8ee; --faint: #98a1b0; --grid: #2a303b; --buffer: #6fb0ea; --under: #1d3247;
          --pass: #5cb686; --other: #2f6b4b; --act: #b49ae6; --fault: #f0a04b; --stall: #ff6b6b; }
  }
  rect.paper { fill: var(--paper) } text { fill: var(--ink) } .faint { fill: var(--faint) } .grid { stroke: var(--grid) }
  .under { fill: var(--under) } .buffer { fill: none; stroke: var(--buffer); stroke-width: 1.4 }
  .pass { fill: var(--pass) } .other { fill: var(--other) } .act { fill: var(--act) } .fault { fill: var(--fault) } .stall { fill: var(--stall) }
`;

/** How a lane places a time, and where it lies. */
interface Place {
  readonly x: (seconds: number) => number;
  readonly top: number;
}

/** Draws a run: the buffer and where the picture stood, the passes, what the viewer did, and what failed. Light or dark, as the reader has it. */
export function drawTimeline(timeline: Timeline): string {
  const { title, subtitle, seconds, passes, acts, mediaFaults, mintFaults } = timeline;
  const x = (at: number): number => LEFT + (at / seconds) * (WIDTH - LEFT - RIGHT);
  const parts = [drawBuffer(timeline, { x, top: TOP })];
  let top = TOP + BUFFER + GAP;
  parts.push(label(top, 'passes'), ...passes.map((pass, i) => drawPass(pass, i, { x, top })));
  top += LANE + GAP;
  const groups = [
    ['viewer', 'act', acts],
    ['media fails', 'fault', mediaFaults.map(asSpan)],
    ['backend fails', 'fault', mintFaults.map(asSpan)],
  ] as const;
  for (const [head, style, spans] of groups) {
    const kinds = [...new Set(spans.map(({ what }) => what))].toSorted();
    if (kinds.length === 0) continue;
    parts.push(text(LEFT, top - 3, head, 'class="faint"'));
    for (const kind of kinds) {
      const lane = spans.filter(({ what }) => what === kind);
      parts.push(label(top, kind), ...lane.map((span) => drawSpan(span, style, { x, top })));
      top += LANE;
    }
    top += GAP;
  }
  const height = top + 4;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" font-family="system-ui, sans-serif" font-size="13">`,
    `<style>${STYLE}</style>`,
    `<rect class="paper" width="${WIDTH}" height="${height}"/>`,
    text(LEFT, 26, title, 'font-size="18" font-weight="600"'),
    text(LEFT, 48, subtitle, 'class="faint"'),
    ...drawGrid(seconds, { x, top: height - GAP + 12 }),
    ...parts,
    '</svg>\n',
  ].join('\n');
}

function drawGrid(seconds: number, { x, top }: Place): string[] {
  const step = STEPS.find((one) => seconds / one <= MOST_STEPS) ?? seconds;
  const count = Math.floor(seconds / step) + 1;
  return Array.from({ length: count }, (_, i) => {
    const at = x(i * step).toFixed(1);
    const line = `<path class="grid" d="M${at} ${TOP}V${top - 12}"/>`;
    return line + text(Number(at), top + 4, clock(i * step), 'class="faint" text-anchor="middle"');
  });
}

function drawBuffer({ buffer, stalls }: Timeline, { x, top }: Place): string {
  const most = Math.max(10, ...buffer.map(([, ahead]) => ahead));
  const bottom = top + BUFFER;
  const points = buffer.map(
    ([at, ahead]) =>
      `${x(at).toFixed(1)} ${(bottom - (Math.max(ahead, 0) / most) * BUFFER).toFixed(1)}`,
  );
  const [first, last] = [buffer[0]?.[0] ?? 0, buffer.at(-1)?.[0] ?? 0];
  return [
    `<path class="under" d="M${x(first).toFixed(1)} ${bottom}L${points.join('L')}L${x(last).toFixed(1)} ${bottom}Z"/>`,
    `<path class="buffer" d="M${points.join('L')}"/>`,
    ...stalls.map((stall) => drawSpan(stall, 'stall', { x, top: bottom + 1 }, 5)),
    text(LEFT - 12, top + 10, `${Math.round(most)} s`, 'class="faint" text-anchor="end"'),
    text(LEFT - 12, top + BUFFER / 2 + 4, 'buffer', 'text-anchor="end"'),
    text(LEFT - 12, bottom, '0 s', 'class="faint" text-anchor="end"'),
    ...(stalls.length > 0 ? [text(LEFT - 12, bottom + 14, 'stands', 'text-anchor="end"')] : []),
  ].join('\n');
}

/** One after the other in two shades, so that it shows where one ends. */
const drawPass = (pass: Span, index: number, place: Place): string =>
  drawSpan(pass, index % 2 === 0 ? 'pass' : 'other', place);

/** At least two wide, or what lasts an instant would not show. */
function drawSpan({ from, to }: Span, style: string, { x, top }: Place, tall = 11): string {
  const width = Math.max(x(to) - x(from), 2);
  return `<rect class="${style}" x="${x(from).toFixed(1)}" y="${top}" width="${width.toFixed(1)}" height="${tall}" rx="1"/>`;
}

const asSpan = ({ at, what }: Mark): Span => ({ from: at, to: at, what });

const label = (top: number, words: string): string =>
  text(LEFT - 12, top + 10, words, 'text-anchor="end"');

const text = (x: number, y: number, words: string, more = ''): string =>
  `<text x="${x.toFixed(1)}" y="${y}" ${more}>${words.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</text>`;

function clock(seconds: number): string {
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return parts.map((part) => String(part).padStart(2, '0')).join(':');
}
