import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import * as cli from '../src/index.ts';

it('the public names are these', () => {
  expect(Object.keys(cli).toSorted()).toEqual(['EXIT', 'main']);
});

describe('the browser trap', () => {
  it('X3 imports what does not exist, and says why', () => {
    const trap = fileURLToPath(new URL('../src/server-only.js', import.meta.url));
    const { status, stderr } = spawnSync(process.execPath, [trap], { encoding: 'utf8' });
    expect(status).not.toBe(0);
    expect(stderr).toContain('SERVER-ONLY-@playgate-cli');
  });
});
