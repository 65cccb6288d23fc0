import { afterEach, describe, expect, it } from 'vitest';
import { downloadReport } from '../../../src/brightcove/management/download-report.ts';
import type { ReportSite } from '../../../src/brightcove/management/download-report.ts';
import { Secret } from '../../../src/index.ts';
import { ManualClock, settle } from '../../api/manual-clock.ts';
import { closeServers, serve } from '../../api/serve.ts';
import { failureOf, recordingFetch } from '../brightcove-support.ts';
import type { Answering } from '../brightcove-support.ts';

const SIGNED =
  'https://reports.s3.us-east-1.amazonaws.com/a.csv?X-Amz-Signature=canary&X-Amz-Expires=900';

function siteOf(answer: Answering, more: Partial<ReportSite> = {}) {
  const clock = new ManualClock();
  const { fetch, sent } = recordingFetch(answer);
  const site: ReportSite = { clock, fetch, timeoutMs: 5000, hosts: ['amazonaws.com'], ...more };
  return { site, sent, clock };
}

/** A body of these pieces; `open` leaves it without an end. */
function pieces(texts: readonly string[], open = false): ReadableStream<Uint8Array> {
  const left = [...texts];
  return new ReadableStream({
    pull(controller) {
      const text = left.shift();
      if (text !== undefined) controller.enqueue(new TextEncoder().encode(text));
      else if (!open) controller.close();
    },
  });
}

const textOf = (body: ReadableStream<Uint8Array>): Promise<string> => new Response(body).text();

afterEach(closeServers);

describe('a report', () => {
  it('comes as a stream, asked for with nothing but its URL', async () => {
    const { site, sent } = siteOf(() => new Response(pieces(['a,b\n', '1,2\n'])));
    const { body, size } = await downloadReport(new Secret(SIGNED), site);
    expect(await textOf(body)).toBe('a,b\n1,2\n');
    expect(size).toBeUndefined();
    expect(sent).toEqual([
      { method: 'GET', url: SIGNED, headers: {}, body: undefined, redirect: 'manual' },
    ]);
  });

  it('A46 carries no credential over the wire, and says how large it is', async () => {
    const server = await serve((_request, response) => response.end('a,b\n'));
    const { site } = siteOf(() => new Response(), {
      fetch: globalThis.fetch,
      hosts: ['127.0.0.1'],
    });
    const url = new Secret(`${server.origin}/a.csv?X-Amz-Signature=s`);
    const { body, size } = await downloadReport(url, site);
    expect(await textOf(body)).toBe('a,b\n');
    expect(size).toBe(4);
    expect(server.seen[0]?.url).toBe('/a.csv?X-Amz-Signature=s');
    expect(Object.keys(server.seen[0]?.headers ?? {})).not.toContain('authorization');
    expect(Object.keys(server.seen[0]?.headers ?? {})).not.toContain('cookie');
  });
});

it('Workers let nobody call fetch as a method, nor set credentials', async () => {
  const { site } = siteOf(() => new Response(), {
    fetch: function (this: unknown, _url, init) {
      if (this !== undefined || (init && 'credentials' in init))
        throw new TypeError('Illegal invocation');
      return Promise.resolve(new Response('a'));
    },
  });
  expect(await textOf((await downloadReport(new Secret(SIGNED), site)).body)).toBe('a');
});

describe('A45 a report is not fetched', () => {
  it.each([
    'http://reports.s3.amazonaws.com/a.csv',
    'https://evil.example/a.csv',
    'https://evilamazonaws.com/a.csv',
    'https://amazonaws.com.evil.example/a.csv',
    'https://amazonaws.com@evil.example/a.csv',
    'https://user@reports.amazonaws.com/a.csv',
    'https://evil.example/?amazonaws.com',
    'https://evil.example#.amazonaws.com',
    'file:///etc/passwd',
    'http://169.254.169.254/latest/meta-data',
    '//reports.amazonaws.com/a.csv',
    'https://signed-url',
    '',
  ])('from %j', async (url) => {
    const { site, sent } = siteOf(() => new Response('x'));
    const error = await failureOf(downloadReport(new Secret(url), site), ...(url ? [url] : []));
    expect(error).toMatchObject({ code: 'vendor_response' });
    expect(sent).toEqual([]);
  });

  it('through a redirect', async () => {
    const elsewhere = await serve((_request, response) => response.end('x'));
    const server = await serve((_request, response) =>
      response.writeHead(302, { location: elsewhere.origin }).end(),
    );
    const { site } = siteOf(() => new Response(), {
      fetch: globalThis.fetch,
      hosts: ['127.0.0.1'],
    });
    const error = await failureOf(downloadReport(new Secret(`${server.origin}/a`), site));
    expect(error).toMatchObject({ code: 'vendor_response' });
    expect(elsewhere.seen).toEqual([]);
  });

  it.each([403, 404, 500])('when it has ended or failed: %d', async (status) => {
    const { site } = siteOf(() => new Response('<Error>canary</Error>', { status }));
    expect(await failureOf(downloadReport(new Secret(SIGNED), site), 'canary')).toMatchObject({
      code: 'vendor_status',
      status,
    });
  });

  it('when nobody answers', async () => {
    const { site } = siteOf(() => {
      throw new TypeError(`fetch failed ${SIGNED}`);
    });
    const error = await failureOf(downloadReport(new Secret(SIGNED), site), 'canary');
    expect(error).toMatchObject({ code: 'vendor_connection' });
  });

  it('when nobody answers in time', async () => {
    const { site, clock } = siteOf(() => new Promise(() => {}));
    const error = failureOf(downloadReport(new Secret(SIGNED), site), 'canary');
    await settle();
    await clock.advance(5000);
    expect(await error).toMatchObject({ code: 'vendor_timeout' });
  });

  it('for a caller who went away', async () => {
    const { site } = siteOf(() => new Promise(() => {}));
    const leaving = new AbortController();
    const error = failureOf(downloadReport(new Secret(SIGNED), site, { signal: leaving.signal }));
    leaving.abort();
    expect(await error).toMatchObject({ code: 'aborted' });
  });
});

describe('a report that is being read ends', () => {
  const read = (body: ReadableStream<Uint8Array>): Promise<unknown> =>
    failureOf(textOf(body), 'canary');

  it('when it is more than it may be, whether it says so or not', async () => {
    const { site } = siteOf(() => new Response(pieces(['12345', '67890', 'x'])));
    const { body } = await downloadReport(new Secret(SIGNED), site, { largest: 10 });
    expect(await read(body)).toMatchObject({ code: 'vendor_response' });
    const whole = await downloadReport(new Secret(SIGNED), site, { largest: 11 });
    expect(await textOf(whole.body)).toBe('1234567890x');
    const said = siteOf(() => new Response('x', { headers: { 'content-length': '11' } }));
    const error = failureOf(downloadReport(new Secret(SIGNED), said.site, { largest: 10 }));
    expect(await error).toMatchObject({ code: 'vendor_response' });
  });

  it('when no more of it comes', async () => {
    const { site, clock } = siteOf(() => new Response(pieces(['a'], true)));
    const { body } = await downloadReport(new Secret(SIGNED), site);
    const error = read(body);
    await settle();
    await clock.advance(5000);
    expect(await error).toMatchObject({ code: 'vendor_timeout' });
  });

  it('when the caller goes away', async () => {
    const { site } = siteOf(() => new Response(pieces(['a'], true)));
    const leaving = new AbortController();
    const { body } = await downloadReport(new Secret(SIGNED), site, { signal: leaving.signal });
    const error = read(body);
    await settle();
    leaving.abort();
    expect(await error).toMatchObject({ code: 'aborted' });
  });

  it('when the caller goes away while nobody reads', async () => {
    let heard: AbortSignal | null | undefined;
    const { site } = siteOf(() => new Response(), {
      fetch: (_url, init) => {
        heard = init?.signal;
        return Promise.resolve(new Response(pieces(['a', 'b'], true)));
      },
    });
    const leaving = new AbortController();
    const { body } = await downloadReport(new Secret(SIGNED), site, { signal: leaving.signal });
    await settle();
    expect(heard?.aborted).toBe(false);
    leaving.abort();
    expect(heard?.aborted).toBe(true);
    expect(await read(body)).toMatchObject({ code: 'aborted' });
  });

  it('when it breaks off', async () => {
    const broken = new ReadableStream({
      pull: () => Promise.reject(new TypeError('terminated, canary')),
    });
    const { site } = siteOf(() => new Response(broken));
    const { body } = await downloadReport(new Secret(SIGNED), site);
    expect(await read(body)).toMatchObject({ code: 'vendor_connection' });
  });

  it('and the vendor hears of it when the reader stops', async () => {
    let signal: AbortSignal | null | undefined;
    const { site } = siteOf(() => new Response(), {
      fetch: (_url, init) => {
        signal = init?.signal;
        return Promise.resolve(new Response(pieces(['a'], true)));
      },
    });
    const { body } = await downloadReport(new Secret(SIGNED), site);
    expect(signal?.aborted).toBe(false);
    await body.cancel();
    expect(signal?.aborted).toBe(true);
  });
});
