import { expect, it } from 'vitest';
import * as client from '../src/index.ts';

it('these are the public names', () => {
  expect(Object.keys(client).sort()).toEqual([
    'ClientError',
    'bearer',
    'createObservable',
    'createPassClient',
    'endpointSource',
    'fetchSource',
    'fixedSource',
    'formatPass',
    'header',
    'isClientError',
    'parsePass',
    'query',
    'systemClock',
    'tokenSource',
  ]);
});
