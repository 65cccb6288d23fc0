// @vitest-environment node
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

const css = readFileSync(new URL('../../src/ui/playgate.css', import.meta.url), 'utf8');
const dark = css.indexOf('@media (prefers-color-scheme: dark)');
const schemes = { light: coloursIn(css.slice(0, dark)), dark: coloursIn(css.slice(dark)) };

function coloursIn(part: string): Map<string, string> {
  const defaults = part.matchAll(/--_([\w-]+): var\(--playgate-\1, (#\w+)\)/g);
  const found = new Map<string, string>();
  for (const [, name = '', colour = ''] of defaults) if (!found.has(name)) found.set(name, colour);
  return found;
}

/** Relative luminance, WCAG 2.2. */
function luminance(colour = ''): number {
  const digits = colour.length === 4 ? colour.replace(/[^#]/g, '$&$&') : colour;
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const channel = parseInt(digits.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(one: string | undefined, other: string | undefined): number {
  const [dim = 0, bright = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b);
  return (bright + 0.05) / (dim + 0.05);
}

describe.each(Object.entries(schemes))('in the %s scheme', (_, colours) => {
  test.each([
    ['text', 'surface', 4.5],
    ['muted', 'surface', 4.5],
    ['danger', 'surface', 4.5],
    ['on-accent', 'accent', 4.5],
    ['accent', 'surface', 3],
  ])('%s on %s has a contrast of at least %f', (front, back, least) => {
    expect(contrast(colours.get(front), colours.get(back))).toBeGreaterThanOrEqual(least);
  });
});

test('every colour can be set from outside, under the same name', () => {
  const own = [...css.matchAll(/^ +--_([\w-]+): (.*?)\(--playgate-([\w-]+),/gm)];
  expect(own.length).toBeGreaterThan(8);
  for (const [, name, use, outer] of own) expect([use, outer]).toEqual(['var', name]);
  for (const outer of new Set(own.map((match) => match[3])))
    expect(css.slice(0, css.indexOf('*/'))).toContain(`--playgate-${outer}`);
});

test('nothing is loaded from anywhere', () => {
  expect(css).not.toMatch(/url\(|@import|@font-face/);
});

test('motion stops for those who asked for less', () => {
  const animations = [...css.matchAll(/animation: playgate-(\w+)/g)].map(([, name]) => name);
  expect(animations).toEqual(['late', 'turn']);
  expect(css).toMatch(/@keyframes playgate-late \{\s*from \{\s*visibility: hidden;\s*\}\s*\}/);
  expect(css).toMatch(
    /prefers-reduced-motion: reduce\) \{[^}]*\.playgate-spinner[^}]*animation: none/,
  );
});
