import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { apiPath } from '../../src/api/api-path.ts';
import { isServerError } from '../../src/server-error.ts';
import { scriptedApi } from './api-support.ts';

const path = apiPath`/films`;
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const body = fc.oneof(
  fc.json().map(utf8),
  fc.string({ unit: 'binary' }).map(utf8),
  fc.uint8Array(),
  fc.json().map((text) => utf8(`\ufeff ${text}`)),
  fc.json().map((text) => utf8(text.slice(0, -1))),
);
const type = fc.constantFrom(
  'application/json',
  'application/json;charset=utf-8',
  'application/problem+json',
  'text/html',
  'text/plain',
  'application/octet-stream',
  undefined,
);
const retryAfter = fc.oneof(
  fc.stringMatching(/^[ -~]{0,20}$/),
  fc.integer().map(String),
  fc.date({ noInvalidDate: true }).map((date) => date.toUTCString()),
);

/** What the body says, by rules as plain as can be. */
function meaningOf(bytes: Uint8Array): { readonly json: unknown } | undefined {
  if (bytes.length === 0) return { json: undefined };
  try {
    return { json: JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) };
  } catch {
    return undefined;
  }
}

describe('T4 T9 T12 S5 whatever a vendor answers', () => {
  it('is what it means, or an error with its status and nothing else of it', async () => {
    const statuses = fc.oneof(
      fc.constantFrom(200, 200, 201, 202),
      fc.integer({ min: 200, max: 599 }).filter((status) => ![204, 205, 304].includes(status)),
    );
    await fc.assert(
      fc.asyncProperty(statuses, type, body, retryAfter, async (status, mime, bytes, after) => {
        const { api, events } = scriptedApi(
          [
            () =>
              new Response(new Blob([Uint8Array.from(bytes)]), {
                status,
                headers: {
                  'retry-after': after,
                  ...(mime !== undefined && { 'content-type': mime }),
                },
              }),
          ],
          { retries: 0 },
        );
        const outcome: unknown = await api
          .call({ method: 'GET', path })
          .catch((error: unknown) => error);
        const isJson = bytes.length === 0 || mime === undefined || mime.includes('json');
        const meaning = isJson ? meaningOf(bytes) : undefined;
        if (status < 300 && meaning !== undefined) {
          expect(outcome).toMatchObject({ status });
          expect(outcome).toHaveProperty('body', meaning.json);
          return;
        }
        if (!isServerError(outcome)) throw new Error(`no error of ours: ${String(outcome)}`);
        const { code, status: kept, retryAfterSeconds = 0, message, cause } = outcome;
        expect(code).toMatch(/^vendor_/);
        expect(kept).toBe(status);
        expect(retryAfterSeconds >= 0 && Number.isFinite(retryAfterSeconds)).toBe(true);
        expect(message).toMatch(/^Vendor [a-z A-Z'.]+(?:\(\d+\)\.)?[a-z A-Z'.]*$/);
        expect(cause).toBeUndefined();
        expect(events).toMatchObject([{ status, error: code }]);
      }),
      { numRuns: 2000 },
    );
  });
});
