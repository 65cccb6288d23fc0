import { expect, it } from 'vitest';
import { interactionFromLock } from '../../../src/ibm/index.ts';
import type { HashLock } from '../../../src/ibm/index.ts';
import { createPassHandler, grant, Secret } from '../../../src/index.ts';
import { hashlock } from '../../../src/hashlock/index.ts';
import { APP, ask, STRONG_SECRET } from '../../support.ts';
import { ibmWorld, LOCK } from '../ibm-world.ts';

const RETURN = `${APP}/hashlock/pass`;

it('message, button and size of a lock at the vendor reach the gate, and its secret does not', async () => {
  const { api } = await ibmWorld();
  await api.hashLocks.set('channel:1001', {
    ...LOCK,
    message: 'Members only',
    buttonCaption: 'Sign in',
    popupWidth: 640,
    popupHeight: 480,
  });
  const interaction = interactionFromLock(await api.hashLocks.read('channel:1001'), {
    returnUrl: RETURN,
    content: 'video:2001',
  });
  const handle = createPassHandler({
    vendor: hashlock({ secret: STRONG_SECRET, mediaUrls: ['https://cdn.example/'], interaction }),
    decide: (_request, { asset }) => grant({ asset }),
    origins: [APP],
  });
  expect(await (await handle(ask())).json()).toMatchObject({
    code: 'interaction_required',
    interaction: {
      entry_url: LOCK.url,
      return_url: RETURN,
      params: { ustreamContentType: 'recorded', ustreamContentId: '2001' },
      message: 'Members only',
      button_caption: 'Sign in',
      popup_width: 640,
      popup_height: 480,
    },
  });
});

it('what the owner left out is left out', () => {
  const lock: HashLock = {
    content: 'channel:7',
    url: LOCK.url,
    secret: new Secret(LOCK.secret),
  };
  expect(interactionFromLock(lock, { returnUrl: RETURN })).toEqual({
    entryUrl: LOCK.url,
    returnUrl: RETURN,
    params: { ustreamContentType: 'channel', ustreamContentId: '7' },
  });
});

it.each([
  ['entry_url', { url: 'http://yourdomain.com/auth' }],
  ['popup_width', { popupWidth: 20_000 }],
  ['message', { message: 'x'.repeat(2000) }],
])('a lock whose %s no browser would take is refused by name', (name, members) => {
  const lock: HashLock = { content: 'channel:7', url: LOCK.url, ...members };
  const make = () => interactionFromLock(lock, { returnUrl: RETURN });
  expect(make).toThrow(expect.objectContaining({ code: 'invalid_value' }));
  expect(make).toThrow(name);
});
