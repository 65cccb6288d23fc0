import { parseProblem } from '@playgate/protocol';
import { describe, expect, it } from 'vitest';
import { grant, ServerError } from '../../src/index.ts';
import { ask, codeOf, passHandler } from '../support.ts';

describe('failures', () => {
  const told = async (error: unknown): Promise<[number, unknown, Response]> => {
    const { handle } = passHandler({
      vendor: { id: 'x', mint: () => Promise.reject(error) },
    });
    const response = await handle(ask());
    return [response.status, await codeOf(response.clone()), response];
  };

  it.each([
    ['vendor_credentials', 502, 'vendor_credentials'],
    ['vendor_forbidden', 502, 'vendor_credentials'],
    ['vendor_address', 502, 'vendor_credentials'],
    ['vendor_request', 502, 'vendor_unavailable'],
    ['vendor_conflict', 502, 'vendor_unavailable'],
    ['vendor_limit', 502, 'vendor_unavailable'],
    ['vendor_not_implemented', 502, 'vendor_unavailable'],
    ['vendor_not_found', 404, 'not_found'],
    ['vendor_rate_limited', 503, 'vendor_unavailable'],
    ['vendor_status', 502, 'vendor_unavailable'],
    ['vendor_connection', 502, 'vendor_unavailable'],
    ['vendor_timeout', 504, 'vendor_timeout'],
    ['vendor_response', 502, 'vendor_unavailable'],
    ['invalid_grant', 500, 'server_error'],
    ['aborted', 500, 'server_error'],
  ] as const)('%s is %i %s', async (code, status, problem) => {
    const [answered, answeredCode] = await told(new ServerError(code, 'secret detail'));
    expect([answered, answeredCode]).toEqual([status, problem]);
  });

  it.each([
    'config',
    'invalid_grant',
    'invalid_pass',
    'aborted',
    'vendor_credentials',
    'vendor_forbidden',
    'vendor_not_found',
    'vendor_request',
    'vendor_conflict',
    'vendor_limit',
    'vendor_address',
    'vendor_not_implemented',
    'vendor_rate_limited',
    'vendor_status',
    'vendor_connection',
    'vendor_timeout',
    'vendor_response',
  ] as const)('A48 A85 %s tells nothing of the vendor but when to ask again', async (code) => {
    const error = new ServerError(code, 'canary refuses the key', {
      status: 418,
      reason: 'canary',
      vendor: 'canary',
      correlationId: 'canary',
      retryAfterSeconds: 7,
      cause: new Error('canary'),
    });
    const [status, , response] = await told(error);
    const { correlationId, ...body } = parseProblem(await response.json());
    expect(correlationId).toBe('id-1');
    expect(Object.keys(body).toSorted()).toEqual(['code', 'retryAfterMs', 'status', 'title']);
    expect(status).not.toBe(418);
    expect(JSON.stringify([body, [...response.headers]])).not.toContain('canary');
  });

  it('a film that the vendor does not know is its no, not a wrong call', async () => {
    const error = new ServerError('vendor_not_found', 'x');
    const { handle, events } = passHandler({ decide: () => Promise.reject(error) });
    await handle(ask());
    expect(events).toMatchObject([{ outcome: 'denied', code: 'not_found' }]);
  });

  it('S2 a vendor cannot make a browser wait longer than 5 minutes', async () => {
    const busy = (retryAfterSeconds: number): ServerError =>
      new ServerError('vendor_rate_limited', 'x', { retryAfterSeconds });
    const [, , long] = await told(busy(1e9));
    const [, , short] = await told(busy(7));
    expect([long, short].map(({ headers }) => headers.get('retry-after'))).toEqual(['300', '7']);
  });

  it.each([
    new Error('canary at /srv/app.js'),
    new ServerError('vendor_response', 'canary', { cause: new Error('canary') }),
    'canary',
  ])('A48 A85 nothing of %s is told, and the audit hears it', async (error) => {
    const { handle, events } = passHandler({
      decide: () => Promise.reject(error),
    });
    const response = await handle(ask());
    expect(await response.clone().text()).not.toContain('canary');
    expect(parseProblem(await response.json()).correlationId).toBe('id-1');
    expect(events).toMatchObject([{ outcome: 'failed', correlationId: 'id-1', asked: 'film' }]);
    expect(events[0]?.error).toBe(error);
  });

  it('S9 the caller going away is told to decide and to the vendor', async () => {
    const caller = new AbortController();
    const { handle, events } = passHandler({
      vendor: {
        id: 'slow',
        mint: (_grant, { signal }) =>
          new Promise((_resolve, reject) => {
            signal.addEventListener('abort', () => reject(new Error('gone')));
            caller.abort();
          }),
      },
    });
    await handle(ask(undefined, {}, { signal: caller.signal }));
    expect(events).toMatchObject([{ outcome: 'failed', error: { message: 'gone' } }]);
  });

  it('a pass that a browser would refuse is an error here', async () => {
    const { handle, events } = passHandler({
      vendor: {
        id: 'x',
        mint: () =>
          Promise.resolve({
            kind: 'pass',
            rules: [{ match: { urls: ['http://cdn.example/'] }, place: [] }],
          }),
      },
    });
    expect((await handle(ask())).status).toBe(500);
    expect(events).toMatchObject([
      {
        error: { code: 'invalid_pass', message: expect.stringContaining('rules[0].match.urls[0]') },
      },
    ]);
  });

  it.each(['viewer@example.com', 'a b', '', 'x'.repeat(257)])(
    'a viewer %j is no opaque tag',
    async (viewer) => {
      const { handle, events } = passHandler({ decide: () => grant({ asset: 'f', viewer }) });
      expect((await handle(ask())).status).toBe(500);
      expect(events).toMatchObject([{ error: { code: 'invalid_grant' } }]);
    },
  );

  it.each([
    () => {
      throw new Error('disk full');
    },
    () => Promise.reject(new Error('database down')),
  ])('what cannot be audited is not given (%#)', async (audit) => {
    const { handle } = passHandler({ audit });
    const response = await handle(ask());
    expect(response.status).toBe(500);
    expect(await response.text()).not.toContain('canary');
  });
});
