// @vitest-environment jsdom
import { expect, test } from 'vitest';
import * as adapter from '../../src/adapter/index.ts';

test('these are the names for adapters', () => {
  expect(Object.keys(adapter).sort()).toEqual([
    'FetchRequest',
    'absoluteUrl',
    'authorizedFetch',
    'becomeFetch',
    'compileUrlPrefix',
    'createEndTeller',
    'createGate',
    'createProtection',
    'createReload',
    'createRequestRun',
    'endure',
    'fetchThrough',
    'fetchWhole',
    'guardRequest',
    'guardXhr',
    'isHttpUrl',
    'isPage',
    'nextRung',
    'positionIn',
    'rememberPlaying',
  ]);
});
