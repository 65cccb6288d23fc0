import { all, expire, media, revoke } from './media-faults.ts';
import type { MediaRow, NamedState } from './media-row.ts';

const refused: NamedState = { phase: 'denied', code: 'pass_refused' };
const ONCE = [1, 1] as const;

/** Refusals that a pass has to do with. */
export const REFUSAL_ROWS: readonly MediaRow[] = [
  {
    id: 'M1',
    title: 'The pass has expired',
    fault: expire,
    ends: 'plays on',
    asks: ONCE,
    bare: true,
  },
  {
    id: 'M2 segment',
    title: 'Fresh passes are refused for every segment',
    fault: media({ kind: 'segment' }, { action: 'refuse' }),
    ends: refused,
    asks: ONCE,
    bare: true,
  },
  {
    id: 'M2 401',
    title: 'Fresh passes are refused for every segment, by 401',
    fault: media({ kind: 'segment' }, { action: 'refuse', status: 401 }),
    ends: refused,
    asks: ONCE,
  },
  ...(['manifest', 'playlist', 'key'] as const).map((kind): MediaRow => ({
    id: `M2 ${kind}`,
    title: `Fresh passes are refused for every ${kind}`,
    when: 'opened',
    fault: media({ kind }, { action: 'refuse' }),
    ends: refused,
    asks: ONCE,
    bare: true,
  })),
  {
    id: 'M2 final',
    title: 'The rule says that 403 is a final no',
    backend: { refusals: { 403: 'deny' } },
    fault: media({ kind: 'segment' }, { action: 'refuse' }),
    ends: { phase: 'denied', code: 'media_forbidden' },
    asks: [0, 0],
  },
  {
    id: 'M6',
    title: 'Revoked, and the backend says no',
    fault: all(revoke, async ({ backend }) => {
      backend.says = 'no';
    }),
    ends: { phase: 'denied', code: 'forbidden' },
    asks: ONCE,
    bare: true,
  },
  {
    id: 'M6 sign-in',
    title: 'Revoked, and the backend wants a sign-in',
    fault: all(revoke, async ({ backend }) => {
      backend.says = 'sign in';
    }),
    ends: { phase: 'signed-out', code: 'unauthenticated' },
    asks: ONCE,
  },
];
