import { describe, expect, it, vi } from 'vitest';
import { createCatchTheShowClient } from '../../../src/catch-the-show/index.ts';
import { showSandbox } from '../../catch-the-show/show-sandbox.ts';
import type { ShowSandbox } from '../../catch-the-show/show-sandbox.ts';
import { recorder } from './recorder.ts';

async function recorded() {
  const show = await showSandbox();
  const { fetch, exchanges } = recorder();
  return { show, client: createCatchTheShowClient({ ...show.options, fetch }), exchanges };
}

/** The printed payload, in our words. */
const STREAM = {
  title: 'My New Live Stream',
  description: 'An example stream created via API',
  isPublic: true,
  tags: ['demo', 'api'],
};

describe('Catch The Show, "Authentication overview": the request that it prints', () => {
  it('POST https://api.catchtheshow.com/v1/live-streams', async () => {
    const { show, client, exchanges } = await recorded();
    await client.liveStreams.create(STREAM);
    expect(exchanges).toEqual([
      {
        method: 'POST',
        path: '/v1/live-streams',
        headers: {
          accept: 'application/json',
          authorization: `Bearer ${show.sandbox.keys.catchTheShow.secretKey}`,
          'content-type': 'application/json',
        },
        body: {
          title: 'My New Live Stream',
          description: 'An example stream created via API',
          is_public: true,
          tags: ['demo', 'api'],
        },
        status: 201,
        answer: expect.objectContaining({
          id: expect.any(String),
          stream_url: expect.stringContaining('/media/'),
          rtmp_ingest_url: expect.stringMatching(/^rtmp:\/\//),
        }),
      },
    ]);
  });
});

/** The sample tells four kinds of failures apart, and prints no code of any. */
interface Failure {
  readonly error: string;
  readonly cause: (show: ShowSandbox) => Promise<unknown>;
  readonly code: string;
}

const FAILURES: readonly Failure[] = [
  {
    error: 'HTTPError: HTTP error occurred',
    cause: ({ sandbox }) =>
      sandbox.addFault({ where: {}, do: { action: 'status', status: 422, body: 'No.' } }),
    code: 'vendor_request',
  },
  {
    error: 'ConnectionError: Connection error occurred',
    cause: ({ sandbox }) => sandbox.addFault({ where: {}, do: { action: 'reset' } }),
    code: 'vendor_connection',
  },
  {
    error: 'Timeout: Timeout error occurred',
    cause: ({ sandbox }) => sandbox.addFault({ where: {}, do: { action: 'hang' } }),
    code: 'vendor_timeout',
  },
  {
    error: 'RequestException: An unexpected error occurred',
    cause: ({ sandbox }) => sandbox.addFault({ where: {}, do: { action: 'html' } }),
    code: 'vendor_response',
  },
];

describe('Catch The Show, "Authentication overview": the failures that its sample tells apart', () => {
  it.each(FAILURES)('CTS-S7 $error', async ({ cause, code }) => {
    const { show, client } = await recorded();
    await cause(show);
    const failed = client.liveStreams.create(STREAM).catch((error: unknown) => error);
    await vi.waitUntil(async () => (await show.sandbox.journal()).entries.length > 0);
    await show.clock.advance(5000);
    expect(await failed).toMatchObject({ code, vendor: 'catch-the-show' });
  });

  it('a key that is not set fails at once, as the sample raises ValueError', () => {
    expect(() => createCatchTheShowClient({ secretKey: '' })).toThrow(/secretKey is missing/);
  });
});
