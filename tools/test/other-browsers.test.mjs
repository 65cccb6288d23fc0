import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it, onTestFinished, vi } from 'vitest';
import { provideOtherBrowsers } from '../browsers.mjs';

afterEach(() => vi.unstubAllEnvs());

/** A folder for PATH with programs that note how they were called, and that note. */
function pathWith(/** @type {readonly string[]} */ ...programs) {
  const folder = mkdtempSync(join(tmpdir(), 'playgate-browsers-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const notes = join(folder, 'notes');
  writeFileSync(notes, '');
  for (const program of programs) {
    const path = join(folder, program);
    writeFileSync(path, `#!/bin/sh\necho "$@" >>'${notes}'\n`);
    chmodSync(path, 0o755);
  }
  vi.stubEnv('PATH', folder);
  return () => readFileSync(notes, 'utf8').split('\n').filter(Boolean);
}

it('installs no browser unless PLAYGATE_BROWSERS is all', () => {
  const calls = pathWith('apt-get', 'sudo');
  vi.stubEnv('PLAYGATE_BROWSERS', '');
  provideOtherBrowsers(() => {});
  expect(calls()).toEqual([]);
});

it('installs the browsers that are not there', () => {
  const calls = pathWith('apt-get', 'sudo', 'firefox-esr');
  vi.stubEnv('PLAYGATE_BROWSERS', 'all');
  const said = /** @type {string[]} */ ([]);
  provideOtherBrowsers((line) => said.push(line));
  expect(calls().join('\n')).toContain('webkit2gtk-driver xvfb gstreamer1.0-libav');
  expect(calls().join('\n')).not.toContain('firefox');
  expect(said).toHaveLength(1);
});

it('leaves out the browsers that the package manager does not have', () => {
  const calls = pathWith('apk', 'sudo', 'firefox');
  vi.stubEnv('PLAYGATE_BROWSERS', 'all');
  provideOtherBrowsers(() => {});
  expect(calls()).toEqual([]);
});
