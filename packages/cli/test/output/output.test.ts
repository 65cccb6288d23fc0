import { describe, expect, it } from 'vitest';
import { createProgress } from '../../src/output/create-progress.ts';
import { formatDuration, formatMoment } from '../../src/output/format-duration.ts';
import { formatRemark } from '../../src/output/format-remark.ts';
import { formatTable } from '../../src/output/format-table.ts';
import { paintFor } from '../../src/output/paint.ts';
import { createPrinter } from '../../src/output/printer.ts';
import { shown } from '../../src/output/shown.ts';

/** A stream that keeps what is written. */
function paper(isTTY = false, columns = 80) {
  const lines: string[] = [];
  return { isTTY, columns, lines, write: (text: string) => lines.push(text) };
}

describe('colours', () => {
  it.each([
    ['on a terminal', true, {}, true],
    ['elsewhere', false, {}, false],
    ['with NO_COLOR', true, { NO_COLOR: '1' }, false],
    ['with an empty NO_COLOR, which says nothing', true, { NO_COLOR: '' }, true],
    ['on a dumb terminal', true, { TERM: 'dumb' }, false],
  ])('%s: isTTY %s, %j → %s', (_where, isTTY, env, coloured) => {
    const painted = paintFor(paper(isTTY), env).bad('no');
    expect(painted).toBe(coloured ? '\u001b[31mno\u001b[0m' : 'no');
  });
});

describe('the printer', () => {
  it('gives people text, and notes on standard error', () => {
    const [stdout, stderr] = [paper(), paper()];
    const printer = createPrinter({ stdout, stderr, env: {} }, false);
    printer.result({ a: 1 }, 'one');
    printer.item({ b: 2 }, 'two');
    printer.note('three');
    expect([stdout.lines, stderr.lines]).toEqual([['one\n', 'two\n'], ['three\n']]);
  });

  it('gives programs a document or lines, and no notes', () => {
    const [stdout, stderr] = [paper(), paper()];
    const printer = createPrinter({ stdout, stderr, env: {} }, true);
    printer.item({ b: 2 }, 'two');
    printer.result({ a: 1 }, 'one');
    printer.note('three');
    expect([stdout.lines, stderr.lines]).toEqual([['{"b":2}\n', '{\n  "a": 1\n}\n'], []]);
  });
});

describe('a remark', () => {
  it('tells the terminal nothing, whatever a vendor said', () => {
    const summary = 'The lock leads to https://a.example/\u001b[2J\u202e.';
    const paint = paintFor(paper(), {});
    expect(formatRemark({ level: 'ok', summary, advice: '\u001b[2J' }, paint)).toBe(
      'ok: The lock leads to https://a.example/\ufffd[2J\ufffd.\n  \ufffd[2J',
    );
  });
});

describe('progress', () => {
  it('is a bar on a terminal, and is wiped away', () => {
    const output = paper(true);
    const progress = createProgress(output);
    progress.show('downloading', 0.5);
    progress.show('checking');
    progress.end();
    expect(output.lines).toEqual([
      `\r\u001b[2K${'█'.repeat(12)}${'░'.repeat(12)} downloading`,
      '\r\u001b[2Kchecking',
      '\r\u001b[2K',
    ]);
  });

  it('fits the terminal', () => {
    const output = paper(true, 10);
    createProgress(output).show('downloading', 1);
    expect(output.lines).toEqual([`\r\u001b[2K${'█'.repeat(9)}`]);
  });

  it('is lines elsewhere, each once, in tenths', () => {
    const output = paper();
    const progress = createProgress(output);
    for (const share of [0, 0.04, 0.11, 0.19, 1]) progress.show('downloading', share);
    progress.show('done');
    progress.show('done');
    progress.end();
    expect(output.lines).toEqual([
      'downloading 0 %\n',
      'downloading 10 %\n',
      'downloading 100 %\n',
      'done\n',
    ]);
  });
});

describe('lengths of time', () => {
  it.each([
    [-5, '0 seconds'],
    [1, '1 second'],
    [90, '90 seconds'],
    [120, '2 minutes'],
    [3600, '60 minutes'],
    [7200, '2 hours'],
    [86_400 * 30, '30 days'],
  ])('%d seconds are %s', (seconds, words) => {
    expect(formatDuration(seconds)).toBe(words);
  });

  it('moments say how far from now they are', () => {
    expect(formatMoment(1_700_000_060, 1_700_000_000_000)).toBe(
      '2023-11-14T22:14:20Z (in 60 seconds)',
    );
    expect(formatMoment(1_699_999_999.5, 1_700_000_000_000)).toBe(
      '2023-11-14T22:13:19.500Z (1 second ago)',
    );
    expect(formatMoment(9e15, 0)).toBe('9000000000000000');
  });
});

it('tables line up, and end without spaces', () => {
  expect(formatTable([['a', 'bb', ''], ['ccc', 'd', 'e'], ['f']], ' ')).toBe(
    ' a    bb\n ccc  d   e\n f',
  );
});

it('texts of others are shown on one line, without control characters, and not endless', () => {
  expect(shown('a\nb\u001b[31m\u009b1m')).toBe('a\ufffdb\ufffd[31m\ufffd1m');
  expect(shown('x'.repeat(300))).toHaveLength(201);
  expect(shown('x'.repeat(300), Infinity)).toHaveLength(300);
});
