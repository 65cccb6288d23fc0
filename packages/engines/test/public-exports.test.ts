import { expect, test } from 'vitest';
import * as dashjs from '../src/dashjs/index.ts';
import * as fetchEntry from '../src/fetch/index.ts';
import * as hlsjs from '../src/hlsjs/index.ts';
import * as native from '../src/native/index.ts';
import * as shaka from '../src/shaka/index.ts';
import * as worker from '../src/worker/index.ts';

test.each([
  ['hlsjs', hlsjs, ['playgateConfig', 'protectHls']],
  ['shaka', shaka, ['protectShaka']],
  ['dashjs', dashjs, ['protectDash']],
  ['fetch', fetchEntry, ['createAuthorizedFetch', 'loadBlobUrl', 'protectFetch']],
  ['native', native, ['protectNative']],
  ['worker', worker, ['handlePlaygateFetch', 'registerPlaygateWorker']],
])('these are the public names of %s', (_name, entry, names) => {
  expect(Object.keys(entry).sort()).toEqual(names);
});
