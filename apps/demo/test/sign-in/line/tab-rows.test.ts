import { expect, test } from 'vitest';
import { tabRows } from '../../../src/sign-in/line/tab-rows.ts';

test('this tab has the first row, however many others there are', () => {
  expect(tabRows(['A', 'B', 'C'], 'C').map(({ name }) => name)).toEqual([
    'Tab C (this)',
    'Tab A',
    'Tab B',
  ]);
});
