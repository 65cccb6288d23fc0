import { expect, test } from '@playwright/test';
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { leftOut } from '../browsers/left-out.ts';
import { NOT_EXPRESSIBLE } from '../browsers/not-expressible.ts';

interface Group {
  readonly title: string;
  readonly suites?: readonly Group[];
  readonly specs: readonly { readonly title: string }[];
}

test('what Firefox is not asked to show is there in Chromium, each entry of it', async () => {
  const titles = await titlesInChromium();
  const isThere = (entry: (typeof NOT_EXPRESSIBLE)[number]): boolean =>
    titles.some((title) => leftOut(entry).test(title));
  expect(NOT_EXPRESSIBLE.filter((entry) => !isThere(entry))).toEqual([]);
  // The control: an entry whose test has gone.
  expect(isThere({ spec: 'abilities.spec.ts', title: 'M15 gone', reason: '' })).toBe(false);
});

/** The tests as they are matched: file, groups, title. */
async function titlesInChromium(): Promise<readonly string[]> {
  const cli = fileURLToPath(import.meta.resolve('@playwright/test/cli'));
  const args = [cli, 'test', '--list', '--project=chromium', '--reporter=json'];
  const cwd = fileURLToPath(new URL('..', import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd, maxBuffer: 2 ** 26 });
  const { suites }: Pick<Group, 'suites'> = JSON.parse(stdout);
  return (suites ?? []).flatMap((suite) => titlesIn(suite, ''));
}

function titlesIn({ title, suites = [], specs }: Group, outer: string): readonly string[] {
  const path = `${outer}${title} `;
  return [
    ...specs.map((spec) => `${path}${spec.title}`),
    ...suites.flatMap((suite) => titlesIn(suite, path)),
  ];
}
