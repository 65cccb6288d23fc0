// @vitest-environment node
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'tsdown';
import { afterAll, beforeAll, expect, test } from 'vitest';

let outDir = '';

beforeAll(async () => {
  outDir = await mkdtemp(join(tmpdir(), 'playgate-react-'));
  const cwd = new URL('..', import.meta.url).pathname;
  await build({ cwd, outDir, dts: false, logLevel: 'silent' });
});
afterAll(() => rm(outDir, { recursive: true }));

const built = (name: string) => readFile(join(outDir, name), 'utf8');

test.each(['index.js', 'ibm-embed.js', 'player.js'])(
  '%s begins with its directive',
  async (name) => {
    expect(await built(name)).toMatch(/^"use client";\n/);
  },
);

test('the entry that everybody loads knows no vendor', async () => {
  expect(await built('index.js')).not.toMatch(/ibm/i);
  expect(await built('ibm-embed.js')).toContain('from "@playgate/client/ibm-embed"');
});

test('video.js and the plugin are loaded when they are needed, and only for the player', async () => {
  expect(await built('index.js')).not.toMatch(/video\.?js/);
  const player = await built('player.js');
  expect(player).toContain('import("video.js")');
  expect(player).toContain('import("@playgate/videojs")');
  expect(player).not.toMatch(/from "(video\.js|@playgate\/videojs)"/);
});
