import { expect, test } from 'vitest';
import * as control from '../src/control.ts';
import * as sandbox from '../src/index.ts';
import * as random from '../src/seeded-random.ts';

test('what is exported is on this list', () => {
  expect(Object.keys(sandbox).toSorted()).toEqual([
    'SandboxError',
    'startFaultOrigin',
    'startSandbox',
  ]);
  expect(Object.keys(control)).toEqual(['createControl']);
  expect(Object.keys(random)).toEqual(['seededRandom']);
});
