import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import * as session from '../src/index.ts';

describe('public names', () => {
  it('are these', () => {
    expect(Object.keys(session).toSorted()).toEqual([
      'Secret',
      'ServerError',
      'createAccessTokenVerifier',
      'createAddressReader',
      'createRateLimit',
      'createSessions',
      'isServerError',
      'memoryStore',
      'redisStore',
    ]);
  });
});

describe('the browser trap', () => {
  it('X3 imports what does not exist, and says why', () => {
    const trap = fileURLToPath(new URL('../src/server-only.js', import.meta.url));
    expect(readFileSync(trap, 'utf8')).toMatch(/^import '\.\/SERVER-ONLY-[^']+\.js';$/m);
    const { status, stderr } = spawnSync(process.execPath, [trap], { encoding: 'utf8' });
    expect(status).not.toBe(0);
    expect(stderr).toContain('SERVER-ONLY-@playgate-session');
  });
});
