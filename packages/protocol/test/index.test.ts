import { expect, it } from 'vitest';
import * as protocol from '../src/index.ts';

it('these are the public names', () => {
  expect(Object.keys(protocol).sort()).toEqual([
    'PASS_REQUEST_HEADER',
    'PLACEABLE_HEADERS',
    'PROBLEM_TYPE',
    'ProtocolError',
    'epochMs',
    'formatPass',
    'formatProblem',
    'isLoopbackHost',
    'isSecureUrl',
    'parsePass',
    'parsePassRequest',
    'parseProblem',
    'parseUrlPrefix',
    'removeQuery',
    'setQuery',
  ]);
});
