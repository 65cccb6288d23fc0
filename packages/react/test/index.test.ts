import { expect, test } from 'vitest';
import * as entry from '../src/index.ts';

test('these are the public names', () => {
  expect(Object.keys(entry).sort()).toEqual([
    ...['AuthCallback', 'PlaygateProvider', 'SignedIn', 'SignedOut', 'useAuthorizer', 'useClient'],
    ...['useObservable', 'usePass', 'useSession', 'useSuspensePass'],
  ]);
});
