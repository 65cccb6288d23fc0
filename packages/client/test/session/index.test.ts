import { expect, it } from 'vitest';
import * as session from '../../src/session/index.ts';

it('this is the public name', () => {
  expect(Object.keys(session)).toEqual(['createBackendSession']);
});
