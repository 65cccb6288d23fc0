import type { CallAnswer } from './answer-call.ts';
import { findSession } from '../read-session.ts';
import type { SessionSettings } from '../session-settings.ts';

/** Says who is signed in: no token, no id. To be asked is no activity: a page that looks now and then keeps no session alive. */
export async function describeSession(
  request: Request,
  settings: SessionSettings,
): Promise<CallAnswer> {
  const kept = await findSession(request, settings);
  if (kept === undefined) return { body: { signed_in: false } };
  const { viewer, claims } = kept.record;
  return {
    body: {
      signed_in: true,
      ...{ viewer, claims },
      expires_in: Math.floor(settings.records.remaining(kept.record) / 1000),
      issued_at: Math.floor(settings.clock.now() / 1000),
    },
  };
}
