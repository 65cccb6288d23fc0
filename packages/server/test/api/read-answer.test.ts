import { expect, it } from 'vitest';
import { DONE, readAnswer } from '../../src/api/read-answer.ts';
import type { Reading } from '../../src/api/read-answer.ts';
import type { ApiAnswer } from '../../src/api/vendor-api.ts';

const answered = (body: unknown): ApiAnswer => ({
  ...{ status: 200, headers: new Headers(), body, correlationId: 'c1' },
});
const whose = { vendor: 'v', name: 'V', check: 'apiUrl' };
const NUMBER: Reading<number> = {
  what: 'a number',
  read: (body) => (typeof body === 'number' ? body : undefined),
};

it('gives what an answer is read as, also where that is nothing', () => {
  expect(readAnswer(answered(0), NUMBER, whose)).toBe(0);
  expect(readAnswer(answered(undefined), DONE, whose)).toBe(true);
});

it('says what an answer should have been and where to look, and nothing of what it is', () => {
  const read = () => readAnswer(answered('canary'), NUMBER, whose);
  expect(read).toThrow('V answered something else than a number. Check apiUrl.');
  expect(read).toThrow(
    expect.objectContaining({ code: 'vendor_response', vendor: 'v', correlationId: 'c1' }),
  );
});
