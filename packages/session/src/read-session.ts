import { epochMs, Secret } from '@playgate/server';
import { OWN, readAccessOrder } from './tokens/access-order.ts';
import { endKeptTokens } from './tokens/end-tokens.ts';
import { accessFor } from './store/kept-tokens.ts';
import { isRandomText } from './random-text.ts';
import type { Session } from './session.ts';
import type { SessionRecord } from './store/session-record.ts';
import type { KeptSession } from './store/session-records.ts';
import type { SessionSettings } from './session-settings.ts';
import { sessionTag } from './store/session-tag.ts';
import type { SessionTokens } from './tokens/session-tokens.ts';
import { createViewerToken } from './tokens/viewer-token.ts';

/** That the viewer is there is written down when this share of the idle time has gone by since the last time. */
const SEEN_AGAIN = 0.05;

/** The session whose cookie a request carries, if it lasts. One that was revoked ends here, and its tokens at the authorization server. */
export async function findSession(
  { headers }: Request,
  settings: SessionSettings,
): Promise<KeptSession | undefined> {
  const { cookie, records } = settings;
  const id = cookie.read(headers);
  if (!isRandomText(id)) return undefined;
  const kept = await records.find(records.keyOf(id));
  if (kept === undefined) return undefined;
  if (!(await isRevoked(kept.record, settings))) return kept;
  // Of all who find it, one ends it.
  const { key, record } = kept;
  if (await records.endIfUnchanged(kept))
    await endKeptTokens(
      record.tokens,
      { viewer: record.viewer, session: sessionTag(key) },
      settings,
    );
  return undefined;
}

async function isRevoked(
  { viewer, revocation, providerSession }: SessionRecord,
  { revocations }: SessionSettings,
): Promise<boolean> {
  const [ofViewer, ofProvider] = await Promise.all([
    revocations.markOf({ viewer }),
    providerSession === undefined ? undefined : revocations.markOf({ providerSession }),
  ]);
  return (ofViewer !== undefined && ofViewer !== revocation) || ofProvider !== undefined;
}

/** The session of a request; the viewer is there, so its idle time begins anew. */
export async function readSession(
  request: Request,
  settings: SessionSettings,
  tokensOf: SessionTokens,
): Promise<Session | undefined> {
  const found = await findSession(request, settings);
  if (found === undefined) return undefined;
  const kept = await seeAgain(found, settings);
  const { viewer, claims, startedAt, tokens } = kept.record;
  const { scopes = tokens.scopes } = accessFor(tokens, OWN) ?? {};
  const held = tokensOf(kept);
  const own = readAccessOrder({}, settings);
  return {
    ...{ viewer, claims, tag: sessionTag(kept.key) },
    startedAt: epochMs(startedAt),
    endsAt: epochMs(settings.clock.now() + settings.records.remaining(kept.record)),
    ...(scopes !== undefined && { scopes }),
    async accessToken(options) {
      const access = await held.get(own, options);
      return access && new Secret(access.token);
    },
    viewerToken: createViewerToken(held, settings),
  };
}

/** Also puts a session under the newest key. */
async function seeAgain(kept: KeptSession, settings: SessionSettings): Promise<KeptSession> {
  const { clock, records, idleMs } = settings;
  const { record, isOld } = kept;
  const now = clock.now();
  const isRecent = now - record.seenAt < idleMs * SEEN_AGAIN;
  // Who refreshes would find the session changed, and could not store the tokens.
  const isClaimed = now < (record.tokens.refreshingUntil ?? 0);
  if (isClaimed || (isRecent && !isOld)) return kept;
  // Somebody else who has written has seen the viewer, too.
  return (await records.change(kept, { ...record, seenAt: now })) ?? kept;
}
