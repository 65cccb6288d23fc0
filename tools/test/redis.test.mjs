import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it, onTestFinished, vi } from 'vitest';
import { NO_REDIS, provideRedis } from '../redis.mjs';

afterEach(() => vi.unstubAllEnvs());

it('takes the redis-server that is there', () => {
  const folder = mkdtempSync(join(tmpdir(), 'playgate-which-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const program = join(folder, 'redis-server');
  writeFileSync(program, '');
  chmodSync(program, 0o755);
  vi.stubEnv('PATH', folder);
  expect(provideRedis(() => {})).toBe(program);
});

it('says so when there is none and no way to one', () => {
  vi.stubEnv('PATH', '');
  /** @type {string[]} */
  const said = [];
  expect(provideRedis((line) => said.push(line))).toBeUndefined();
  expect(said).toEqual([NO_REDIS]);
});
