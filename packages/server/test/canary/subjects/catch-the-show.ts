import {
  catchTheShow,
  catchTheShowDoctor,
  createCatchTheShowClient,
  createCatchTheShowRelay,
  permit,
} from '../../../src/catch-the-show/index.ts';
import { APP, BROWSER_HEADERS } from '../../support.ts';
import { strange } from '../canary-stage.ts';
import type { CanarySubject } from '../canary-stage.ts';
import { askingFor, examined, heardCalls } from '../handlers.ts';

export const catchTheShowCanary: CanarySubject = {
  name: 'Catch The Show',
  uses: [
    'catch-the-show/catchTheShow',
    'catch-the-show/catchTheShowDoctor',
    'catch-the-show/createCatchTheShowClient',
    'catch-the-show/createCatchTheShowRelay',
    'catch-the-show/permit',
  ],
  async prepare(stage) {
    const { sandbox, isStrange, hear } = stage;
    const { catchTheShow: origin } = sandbox.addresses;
    const current = sandbox.keys.catchTheShow.secretKey;
    const { secretKey: next } = await sandbox.rotateSecretKey(600_000);
    const secretKey = isStrange ? strange('secretKey') : current;
    const nextSecretKey = isStrange ? strange('nextSecretKey') : next;
    const connection = {
      ...{ secretKey, nextSecretKey, apiUrl: `${origin}/v1` },
      ...heardCalls(stage),
      onKeyRefused: (refusal: object) => hear('hook', refusal),
    };
    const client = createCatchTheShowClient(connection);
    const { liveStreams, videos, interactiveVideos, users, accessTokens, keys } = client;
    const playback = { ...connection, mediaUrls: [`${origin}/media/`] };
    const vendor = catchTheShow(playback);
    const relay = createCatchTheShowRelay({
      ...connection,
      mountedAt: '/api/show',
      calls: {
        films: { method: 'GET', path: '/videos', answer: ['data.id', 'data.title'] },
        stream: { method: 'POST', path: '/live-streams', body: ['title'], answer: ['id'] },
      },
      decide: () => permit({ viewer: 'v-1' }),
      origins: [APP],
      audit: (event) => hear('hook', event),
    });
    const page = (path: string, body?: string): (() => Promise<Response>) => {
      const headers = Object.entries(BROWSER_HEADERS);
      const init = { method: body === undefined ? 'GET' : 'POST', headers, body: body ?? null };
      return () => relay(new Request(`${APP}/api/show${path}`, init));
    };
    const resource = { type: 'video', id: 'launch-film' } as const;
    return {
      secrets: { secretKey, nextSecretKey },
      operations: {
        'the client': () => [client, vendor, relay],
        'liveStreams.create': () => liveStreams.create({ title: 'A stream' }),
        'liveStreams.read': () => liveStreams.read('live-show'),
        'liveStreams.list': () => liveStreams.list(),
        'liveStreams.delete': () => liveStreams.delete('live-two'),
        'videos.create': () => videos.create({ title: 'A video' }),
        'videos.read': () => videos.read('launch-film'),
        'videos.list': () => videos.list(),
        'videos.delete': () => videos.delete('no-film'),
        'interactiveVideos.list': () => interactiveVideos.list(),
        'interactiveVideos.read': () => interactiveVideos.read('no-film'),
        'interactiveVideos.interactions': () => interactiveVideos.interactions('no-film'),
        'interactiveVideos.createToken': () => interactiveVideos.createToken('no-film'),
        'users.create': () => users.create({ name: 'Ada' }),
        'users.list': () => users.list(),
        'users.read': () => users.read('no-user'),
        'users.delete': () => users.delete('no-user'),
        'accessTokens.create': () => accessTokens.create({ resource }),
        'accessTokens.revoke': () => accessTokens.revoke('no-token'),
        'keys.list': () => keys.list(),
        'keys.create': () => keys.create({ name: 'CI', environment: 'staging' }),
        'keys.rotate': () => keys.rotate('no-key'),
        'keys.revoke': () => keys.revoke('no-key'),
        'a pass of a film': askingFor(stage, vendor, { asset: 'video:launch-film', viewer: 'v-1' }),
        'a pass of nothing': askingFor(stage, vendor, { asset: 'video:no-film' }),
        'the relay, reading': page('/films'),
        'the relay, reading what is listed': page('/videos'),
        'the relay, writing': page('/live-streams', '{"title":"A stream"}'),
        'the relay, elsewhere': page('/keys'),
        'the doctor': examined(stage, () => catchTheShowDoctor({ ...playback, origin: APP })),
        'a bad address': () => createCatchTheShowClient({ ...connection, apiUrl: secretKey }),
        'a bad key': () => createCatchTheShowClient({ ...connection, secretKey: `${secretKey}\n` }),
        'a key of a sandbox for a live address': () =>
          createCatchTheShowClient({ secretKey, apiUrl: 'https://api.catchtheshow.com/v1' }),
      },
    };
  },
};
