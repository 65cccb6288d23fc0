import { describe, expect, test } from 'vitest';
import type { BrightcoveUnderTest } from '../brightcove-under-test.ts';
import { brightcoveUnderTest, withToken } from '../brightcove-under-test.ts';

const DAY = 86_400_000;

const order = (bc: BrightcoveUnderTest, date: string) =>
  bc.api('POST', `/audit/accounts/${bc.account}/query/${date}`);

const execution = (bc: BrightcoveUnderTest, id: string, what: 'status' | 'report') =>
  bc.api('GET', `/audit/accounts/${bc.account}/execution/${id}/${what}`);

/** The URL of the report of a day, once it is done. */
async function reportOf(bc: BrightcoveUnderTest, date: string): Promise<string> {
  const { executionID: id } = (await order(bc, date)).body;
  while ((await execution(bc, id, 'status')).body.status === 'processing');
  return (await execution(bc, id, 'report')).body.signedURL;
}

describe('the day of an order', () => {
  // It is noon on 1 January 2026.
  test.each(['2025-12-31', '2025-12-02'])('%s is taken', async (date) => {
    expect((await order(await brightcoveUnderTest(), date)).status).toBe(200);
  });

  test.each([
    ['2026-01-01', 'today'],
    ['2026-01-02', 'future'],
    ['2025-12-01', '30 days'],
    ['2025-12-1', 'YYYY-MM-DD'],
    ['31-12-2025', 'YYYY-MM-DD'],
    ['2025-02-30', 'YYYY-MM-DD'],
    ['2025-13-01', 'YYYY-MM-DD'],
    ['yesterday', 'YYYY-MM-DD'],
  ])('%s is 400 and says why', async (date, word) => {
    const { status, body } = await order(await brightcoveUnderTest(), date);
    expect([status, body.status]).toEqual([400, 'failed']);
    expect(body.message).toContain(word);
  });

  test('is today until midnight in UTC', async () => {
    const bc = await brightcoveUnderTest();
    bc.sandbox.advance(DAY / 2 - 1);
    expect((await order(bc, '2026-01-01')).status).toBe(400);
    bc.sandbox.advance(1);
    expect((await order(bc, '2026-01-01')).status).toBe(200);
  });
});

describe('an execution', () => {
  test('is done after as many polls, and after as long, as the account is told', async () => {
    const bc = await brightcoveUnderTest();
    await bc.tell('setAccount', { auditPolls: 3, auditMs: 1000 });
    const { executionID: id } = (await order(bc, '2025-12-31')).body;
    const status = async () => (await execution(bc, id, 'status')).body.status;
    expect([await status(), await status()]).toEqual(['processing', 'processing']);
    expect((await execution(bc, id, 'report')).status).toBe(400);
    expect(await status()).toBe('processing');
    bc.sandbox.advance(1000);
    expect(await status()).toBe('completed');
    expect((await execution(bc, id, 'report')).status).toBe(200);
  });

  test('fails on command, once unless more is said', async () => {
    const bc = await brightcoveUnderTest();
    await bc.tell('failAudit');
    const { executionID: id } = (await order(bc, '2025-12-31')).body;
    await execution(bc, id, 'status');
    expect((await execution(bc, id, 'status')).body).toEqual({ status: 'failed' });
    expect((await execution(bc, id, 'report')).body.status).toBe('failed');
    expect(await reportOf(bc, '2025-12-31')).toContain('/reports/');
    await bc.tell('failAudit', { times: 2 });
    for (const url of [undefined, undefined, expect.any(String)])
      expect(await reportOf(bc, '2025-12-31')).toEqual(url);
  });

  test('that does not exist is 404', async () => {
    const bc = await brightcoveUnderTest();
    expect((await execution(bc, 'none', 'status')).status).toBe(404);
    expect((await execution(bc, 'none', 'report')).status).toBe(404);
  });

  test('can be spelt as the OpenAPI file has it', async () => {
    const bc = await brightcoveUnderTest();
    await bc.tell('setAccount', { spelling: 'openapi' });
    const { execution_id: id } = (await order(bc, '2025-12-31')).body;
    expect((await execution(bc, id, 'status')).body).toEqual({ state: 'processing' });
    expect((await execution(bc, id, 'status')).body).toEqual({ state: 'SUCCEEDED' });
    expect((await execution(bc, id, 'report')).body).toEqual({
      report_url: expect.stringContaining('/reports/'),
      expiration_time: bc.now() + 900,
    });
  });
});

describe('a report', () => {
  test('has the authorizations of its day, allowed and refused, and of no other', async () => {
    const bc = await brightcoveUnderTest();
    const path = `/playback/v1/accounts/${bc.account}/videos/${bc.video('launch-film')}`;
    const headers = { 'User-Agent': 'A "quoted", agent' };
    const token = bc.token({ uid: 'ada', sid: 'tv' });
    await bc.ask(path, { headers: { ...headers, Authorization: `Bearer ${token}` } });
    await bc.ask(path, { headers });
    bc.sandbox.advance(DAY);
    await bc.ask(path, { headers });
    const report = await bc.ask(await reportOf(bc, '2026-01-01'));
    const agent = '"A ""quoted"", agent"';
    const id = bc.video('launch-film');
    expect(report.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(report.text.split('\r\n')).toEqual([
      'timestamp,request,video_id,uid,sid,ip,user_agent,status,response',
      `2026-01-01T12:00:00.000Z,playback,${id},ada,tv,127.0.0.1,${agent},200,ALLOWED`,
      `2026-01-01T12:00:00.000Z,playback,${id},,,127.0.0.1,${agent},401,TOKEN_REQUIRED`,
      '',
    ]);
    expect(report.text).not.toContain(token.slice(0, 20));
  });

  test('can be had for a quarter of an hour', async () => {
    const bc = await brightcoveUnderTest();
    const url = await reportOf(bc, '2025-12-31');
    bc.sandbox.advance(15 * 60_000 - 1);
    expect((await bc.ask(url)).status).toBe(200);
    bc.sandbox.advance(1);
    expect(await bc.ask(url)).toMatchObject({
      status: 403,
      text: expect.stringContaining('Denied'),
    });
  });

  test('refuses a request that brings a token along, and a signature that is another’s or none', async () => {
    const bc = await brightcoveUnderTest();
    const url = await reportOf(bc, '2025-12-31');
    const other = await reportOf(bc, '2025-12-30');
    const status = async (to: string, init?: RequestInit) => (await bc.ask(to, init)).status;
    expect(await status(url, withToken(await bc.accessToken()))).toBe(400);
    expect(await status(url.replace(/\?.*/, ''))).toBe(403);
    expect(await status(url.replace(/\?.*/, new URL(other).search))).toBe(403);
    expect(await status(url, { method: 'POST' })).toBe(405);
    expect(await status(url)).toBe(200);
  });
});
