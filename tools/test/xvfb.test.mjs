import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it, onTestFinished, vi } from 'vitest';
import { provideXvfb } from '../xvfb.mjs';

afterEach(() => vi.unstubAllEnvs());

it('takes the Xvfb that is there', () => {
  const folder = mkdtempSync(join(tmpdir(), 'playgate-which-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const program = join(folder, 'Xvfb');
  writeFileSync(program, '');
  chmodSync(program, 0o755);
  vi.stubEnv('PATH', folder);
  expect(provideXvfb(() => {})).toBe(program);
});

it('says what to do when there is none and no way to one', () => {
  vi.stubEnv('PATH', '');
  expect(() => provideXvfb(() => {})).toThrow('apt-get install xvfb');
});
