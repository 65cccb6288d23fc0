import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { CANARY_SUBJECTS } from './canary-subjects.ts';

/** Entries without a vendor's configuration of their own. */
const GENERAL: Readonly<Record<string, string>> = {
  '.': 'handlers and wrappers: used by every subject',
  './doctor': 'checks: used by every subject that has a doctor',
  './handlers': 'the pieces of handlers, for packages of ours',
  './oauth': 'the pieces of clients, for packages of ours: used through STAPI',
};

/** The source of each entry. */
const entries: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries<{ 'playgate-source'?: { default: string } }>(
    JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')).exports,
  ).flatMap(([entry, { 'playgate-source': source }]) =>
    source === undefined ? [] : [[entry, source.default]],
  ),
);

const vendors = Object.keys(entries).filter((entry) => !(entry in GENERAL));

it('there are entries of vendors, and the general ones are there (control)', () => {
  expect(vendors).toContain('./brightcove');
  for (const entry of Object.keys(GENERAL)) expect(Object.keys(entries)).toContain(entry);
});

it.each(vendors)('every function of %s is used by a subject of the canaries', async (entry) => {
  const path = `../../${entries[entry]}`;
  const module: object = await import(String(new URL(path, import.meta.url)));
  const functions = Object.entries(module).flatMap(([name, value]) =>
    typeof value === 'function' ? [`${entry.slice(2)}/${name}`] : [],
  );
  const used = CANARY_SUBJECTS.flatMap(({ uses }) => uses);
  expect(functions.length).toBeGreaterThan(0);
  expect(functions.filter((name) => !used.includes(name))).toEqual([]);
});
