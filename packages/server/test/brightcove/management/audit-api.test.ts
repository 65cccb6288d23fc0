import { describe, expect, it } from 'vitest';
import type { AuditProgress } from '../../../src/brightcove/index.ts';
import { settle } from '../../api/manual-clock.ts';
import { NOW } from '../../support.ts';
import { ACCOUNT, failureOf, managementOver } from '../brightcove-support.ts';
import type { Answering } from '../brightcove-support.ts';

const AUDIT = `https://playback-auth.api.brightcove.com/v1/audit/accounts/${ACCOUNT}`;
const HEADERS = {
  accept: 'application/json',
  authorization: 'Bearer at-1',
  'content-type': 'application/json',
};
const ID = 'abcdef-asfdag-dvsbcd';
/** The tests' noon: 14 November 2023, by UTC. */
const YESTERDAY = '2023-11-13';

describe('A9.4 the Audit API as printed', () => {
  it('requests a report: POST /v1/audit/accounts/{accountID}/query/{date}', async () => {
    const { management, sent } = managementOver(() => Response.json({ executionID: ID }));
    expect(await management.audit.request(YESTERDAY)).toBe(ID);
    expect(sent[1]).toEqual({
      method: 'POST',
      url: `${AUDIT}/query/${YESTERDAY}`,
      headers: HEADERS,
      body: undefined,
      redirect: 'manual',
    });
  });

  it('checks its status: GET …/execution/{executionID}/status', async () => {
    const { management, sent } = managementOver(() => Response.json({ status: 'completed' }));
    expect(await management.audit.status(ID)).toBe('completed');
    expect(sent[1]).toEqual({
      method: 'GET',
      url: `${AUDIT}/execution/${ID}/status`,
      headers: HEADERS,
      body: undefined,
      redirect: 'manual',
    });
  });

  it('fetches it: GET …/execution/{executionID}/report', async () => {
    const body = { signedURL: 'https://signed-url', expirationTime: 1_569_219_842 };
    const { management, sent } = managementOver(() => Response.json(body));
    const report = await management.audit.report(ID);
    expect(report.url.reveal()).toBe('https://signed-url');
    expect(report.expiresAt).toBe(1_569_219_842_000);
    expect(JSON.stringify(report)).not.toContain('signed-url');
    expect(sent[1]).toEqual({
      method: 'GET',
      url: `${AUDIT}/execution/${ID}/report`,
      headers: HEADERS,
      body: undefined,
      redirect: 'manual',
    });
  });

  it('reads the OpenAPI file’s spelling, too', async () => {
    const spelled = (body: unknown) => managementOver(() => Response.json(body)).management.audit;
    expect(await spelled({ execution_id: ID }).request(YESTERDAY)).toBe(ID);
    expect(await spelled({ state: 'SUCCEEDED' }).status(ID)).toBe('completed');
    const body = { report_url: 'https://s3', expiration_time: 1_569_219_842 };
    expect((await spelled(body).report(ID)).expiresAt).toBe(1_569_219_842_000);
  });

  it.each(['processing', 'failed', 'completed'])('knows %s, in either member', async (status) => {
    for (const body of [{ status }, { state: status }]) {
      const { management } = managementOver(() => Response.json(body));
      expect(await management.audit.status(ID)).toBe(status);
    }
  });

  it.each([400, 500])('knows failed with an HTTP error: %d', async (httpStatus) => {
    const body = { status: 'failed', message: 'canary' };
    const { management } = managementOver(() => Response.json(body, { status: httpStatus }));
    expect(await management.audit.status(ID)).toBe('failed');
    expect(await failureOf(management.audit.request(YESTERDAY), 'canary')).toMatchObject({
      status: httpStatus,
    });
  });

  it('assumes 15 minutes where a report does not say until when', async () => {
    const { management } = managementOver(() => Response.json({ signedURL: 'https://s3' }));
    expect((await management.audit.report(ID)).expiresAt).toBe(NOW + 900_000);
  });

  it.each([null, {}, { status: 'odd' }, { executionID: 7 }, { signedURL: '' }])(
    'takes nothing else for an answer: %j',
    async (body) => {
      const { audit } = managementOver(() => Response.json(body)).management;
      for (const call of [audit.request(YESTERDAY), audit.status(ID), audit.report(ID)])
        expect(await failureOf(call)).toMatchObject({ code: 'vendor_response' });
    },
  );
});

describe('the date of a report', () => {
  it.each([YESTERDAY, '2023-10-15'])('may be %s', async (date) => {
    const { management } = managementOver(() => Response.json({ executionID: ID }));
    expect(await management.audit.request(date)).toBe(ID);
  });

  it.each([
    ['2023-11-14', /before today/],
    ['2023-11-15', /before today/],
    ['2024-02-29', /before today/],
    ['2023-10-14', /30 days back/],
    ['2022-11-13', /30 days back/],
    ['2023-02-30', /YYYY-MM-DD/],
    ['2023-13-01', /YYYY-MM-DD/],
    ['13-11-2023', /YYYY-MM-DD/],
    ['2023-11-13T00:00', /YYYY-MM-DD/],
    ['2023-11-1', /YYYY-MM-DD/],
    ['2023-11-13/../x', /YYYY-MM-DD/],
    ['+02023-11-13', /YYYY-MM-DD/],
    ['', /YYYY-MM-DD/],
  ])('may not be %j, and is not sent', async (date, says) => {
    const { management, sent } = managementOver(() => Response.json({ executionID: ID }));
    expect(await failureOf(management.audit.request(date))).toMatchObject({
      code: 'invalid_value',
      message: expect.stringMatching(says) as unknown,
    });
    expect(sent).toEqual([]);
  });

  it('is judged by UTC at the moment of the call', async () => {
    const { management, clock } = managementOver(() => Response.json({ executionID: ID }));
    // 22:13:20 by UTC; a little later it is tomorrow.
    expect(await failureOf(management.audit.request('2023-11-14'))).toMatchObject({
      code: 'invalid_value',
    });
    await clock.advance(2 * 3_600_000);
    expect(await management.audit.request('2023-11-14')).toBe(ID);
  });
});

describe('a report that is waited for', () => {
  /** Looks that say `processing` so often before they say something else. */
  const processing = (looks: number, last = 'completed'): Answering => {
    let left = looks;
    return ({ url }) => {
      if (url.includes('/query/')) return Response.json({ executionID: ID });
      if (url.endsWith('/report')) return Response.json({ signedURL: 'https://s3' });
      left -= 1;
      return Response.json({ status: left >= 0 ? 'processing' : last });
    };
  };

  it('is looked at with pauses that grow to half a minute, and shows its progress', async () => {
    const { management, clock } = managementOver(processing(8));
    const progress: AuditProgress[] = [];
    const report = management.audit.generate(YESTERDAY, {
      onProgress: (one) => progress.push(one),
    });
    await settle();
    await clock.advance(600_000);
    expect((await report).url.reveal()).toBe('https://s3');
    expect(progress.map(({ waitedMs }) => waitedMs / 1000)).toEqual([
      0, 1, 3, 7, 15, 31, 61, 91, 121,
    ]);
    expect(progress.at(0)).toEqual({ status: 'processing', looks: 1, waitedMs: 0 });
    expect(progress.at(-1)).toMatchObject({ status: 'completed', looks: 9 });
  });

  it('ends when the vendor says that it failed', async () => {
    const { management } = managementOver(processing(0, 'failed'));
    expect(await failureOf(management.audit.generate(YESTERDAY))).toMatchObject({
      code: 'vendor_status',
    });
  });

  it('ends when its time is up, in a pause too', async () => {
    const { management, clock } = managementOver(processing(1000));
    let error: unknown;
    void failureOf(management.audit.generate(YESTERDAY, { withinMs: 10_000 })).then(
      (failure) => (error = failure),
    );
    await clock.advance(9999);
    expect(error).toBeUndefined();
    await clock.advance(1);
    expect(error).toMatchObject({ code: 'vendor_timeout', vendor: 'brightcove' });
  });

  it.each([
    ['request', '/query/'],
    ['status', '/status'],
    ['report', '/report'],
  ])('ends when its time is up, though the answer to the %s is not there', async (_call, part) => {
    const answer = processing(0);
    const { management, clock, sent } = managementOver(
      (request) => (request.url.includes(part) ? new Promise(() => {}) : answer(request)),
      { timeoutMs: 60_000 },
    );
    let error: unknown;
    void failureOf(management.audit.generate(YESTERDAY, { withinMs: 1000 })).then(
      (failure) => (error = failure),
    );
    await clock.advance(1000);
    expect(error).toMatchObject({ code: 'vendor_timeout' });
    const asked = sent.length;
    await clock.advance(600_000);
    expect(sent).toHaveLength(asked);
  });

  it('ends when the caller goes away, in a pause too', async () => {
    const { management, clock, sent } = managementOver(processing(1000));
    const leaving = new AbortController();
    const error = failureOf(management.audit.generate(YESTERDAY, { signal: leaving.signal }));
    await clock.advance(2000);
    const asked = sent.length;
    leaving.abort();
    expect(await error).toMatchObject({ code: 'aborted' });
    await clock.advance(60_000);
    expect(sent).toHaveLength(asked);
  });

  it('must be given a second at least, which is said before anything is sent', async () => {
    const { management, sent } = managementOver(processing(0));
    const error = failureOf(management.audit.generate(YESTERDAY, { withinMs: 0 }));
    expect(await error).toMatchObject({ code: 'invalid_value' });
    expect(sent).toEqual([]);
  });
});
