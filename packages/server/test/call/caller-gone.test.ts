import { expect, it } from 'vitest';
import { callerGone } from '../../src/call/caller-gone.ts';
import { ServerError } from '../../src/server-error.ts';

it('tells a caller who went away that it was aborted, and why', () => {
  const cause = new Error('closed');
  expect(callerGone(cause)).toMatchObject({ code: 'aborted', cause });
});

it('tells of a deadline further up as of what it is', () => {
  const late = new ServerError('vendor_timeout', 'It did not answer in time. Try again later.');
  expect(callerGone(late)).toBe(late);
});
