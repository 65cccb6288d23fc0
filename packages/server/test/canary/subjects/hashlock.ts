import {
  createHashlockEntryHandler,
  createHashlockPassPage,
  formatHashlock,
  hashlock,
  hashlockDigest,
  hashlockReturnUrl,
  mintHashlock,
  signedIn,
  verifyHashlock,
} from '../../../src/hashlock/index.ts';
import { APP } from '../../support.ts';
import { strange } from '../canary-stage.ts';
import type { CanarySubject } from '../canary-stage.ts';
import { askingFor } from '../handlers.ts';

export const hashlockCanary: CanarySubject = {
  name: 'Hashlock',
  uses: [
    'hashlock/createHashlockEntryHandler',
    'hashlock/createHashlockPassPage',
    'hashlock/formatHashlock',
    'hashlock/hashlock',
    'hashlock/hashlockDigest',
    'hashlock/hashlockReturnUrl',
    'hashlock/mintHashlock',
    'hashlock/signedIn',
    'hashlock/verifyHashlock',
  ],
  async prepare(stage) {
    const { sandbox, isStrange, hear } = stage;
    const secret = isStrange ? strange('secret') : sandbox.keys.origin.hashSecret;
    const handlerFor = (user: string) =>
      createHashlockEntryHandler({
        ...{ secret, defaultReturn: `${APP}/back`, framedBy: [APP] },
        decide: () => signedIn({ user }),
        audit: (event) => hear('hook', event),
      });
    const vendor = hashlock({
      ...{ secret, mediaUrls: [`${sandbox.addresses.origin}/hash/launch-film/`] },
      interaction: { entryUrl: `${APP}/entry`, returnUrl: `${APP}/back` },
    });
    const minted = mintHashlock({ user: 'v-1' }, { secret });
    const text = formatHashlock(minted);
    const page = createHashlockPassPage({ origins: [APP] });
    const film = { asset: 'launch-film', viewer: 'v-1' };
    const visit = (handle: (request: Request) => Promise<Response>) => () =>
      handle(new Request(`${APP}/entry?hash=${encodeURIComponent(text)}`));
    return {
      secrets: { secret },
      operations: {
        'the vendor': () => [vendor, minted, page],
        'a digest': () => hashlockDigest(['v-1'], { secret, expires: 1_700_000_000 }),
        'a way back': () => hashlockReturnUrl(`${APP}/back`, minted),
        'a good one': () => verifyHashlock(text, { secret }),
        'a bad one': () => verifyHashlock(text.replace('v-1', 'v-2'), { secret }),
        'a bad value': () => mintHashlock({ user: 'v|1' }, { secret }),
        'the secret as a value': () => mintHashlock({ user: `${secret}|` }, { secret }),
        'no secret': () => mintHashlock({ user: 'v-1' }, { secret: secret.slice(0, 9) }),
        'a bad field': () => mintHashlock({ user: 'v-1' }, { secret, fields: [`${secret}|`] }),
        'a visit': visit(handlerFor('v-1')),
        'a visit of nobody': visit(handlerFor('v|1')),
        'the pass page': visit(page),
        'an ask': askingFor(stage, vendor, film),
        'a pass': askingFor(stage, vendor, film, { hash: text }),
        'a forged answer': askingFor(stage, vendor, film, { hash: text.replace('v-1', 'v-2') }),
        'a bad address': () =>
          hashlock({
            ...film,
            secret,
            mediaUrls: [secret],
            interaction: { entryUrl: secret, returnUrl: secret },
          }),
      },
    };
  },
};
