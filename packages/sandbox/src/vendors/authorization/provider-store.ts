import type { Adapter, AdapterPayload } from 'oidc-provider';
import type { SandboxClock } from '../../sandbox-clock.ts';

/** What oidc-provider keeps, by the name of its model and an id. Its times follow the sandbox's clock. */
export interface ProviderStore {
  adapter(model: string): Adapter;
  /** Whether it is kept: nobody has revoked it. Its time may be over. */
  isKept(model: string, id: string): boolean;
  /** Ends a grant and all that came from it. */
  revokeGrant(grantId: string): void;
  /** The grants that are kept. */
  grants(): readonly KeptGrant[];
}

export interface KeptGrant {
  readonly id: string;
  readonly account: string | undefined;
  readonly client: string | undefined;
}

export interface ProviderStoreParts {
  readonly clock: SandboxClock;
  /** For how long a refresh token that was replaced may still be used. */
  readonly graceMs: () => number;
  /** Whether a command has ended an access token. */
  readonly isEnded: (token: string) => boolean;
  /** The answer to a code or refresh token that is used again. */
  readonly usedAgain: () => Promise<Error>;
}

interface Kept {
  readonly payload: AdapterPayload;
  /** By the sandbox's clock. */
  readonly endsAtMs: number;
  usedAtMs?: number;
}

/** How many of each model are kept: the newest. */
const LIMIT = 5000;

const LONG_AGO = -3600;

/**
 * oidc-provider takes the time from the computer, and compares only with what it finds here. So what it finds is dated anew at each look:
 * as far from its end by the computer's clock as it is by the sandbox's.
 */
export function createProviderStore(parts: ProviderStoreParts): ProviderStore {
  const { clock } = parts;
  const models = new Map<string, Map<string, Kept>>();
  const all = (model: string): Map<string, Kept> => {
    const kept = models.get(model) ?? new Map<string, Kept>();
    models.set(model, kept);
    return kept;
  };

  function revokeGrant(grantId: string): void {
    all('Grant').delete(grantId);
    for (const kept of models.values()) removeOf(kept, grantId);
  }

  function isUsed(model: string, { usedAtMs }: Kept): boolean {
    const graceMs = model === 'RefreshToken' ? parts.graceMs() : 0;
    return usedAtMs !== undefined && clock.now() >= usedAtMs + graceMs;
  }

  const present = (model: string, one: Kept | undefined): AdapterPayload | undefined =>
    one && {
      ...dated(one, clock),
      ...(isUsed(model, one) && { consumed: epochSeconds() }),
    };

  return {
    adapter: (model) => ({
      async upsert(id, payload, expiresIn) {
        const endsAtMs = expiresIn === undefined ? Infinity : clock.now() + expiresIn * 1000;
        keepNewest(all(model), id, { payload: structuredClone(payload), endsAtMs });
      },
      find: async (id) => (parts.isEnded(id) ? undefined : present(model, all(model).get(id))),
      findByUid: async (uid) =>
        present(
          model,
          [...all(model).values()].find(({ payload }) => payload.uid === uid),
        ),
      // There is no device flow.
      findByUserCode: async () => undefined,
      async consume(id) {
        const one = all(model).get(id);
        const grantId = one?.payload.grantId;
        // Two requests at once have both found it unused by now; only one of them may have it.
        if (one && grantId !== undefined && isUsed(model, one)) {
          revokeGrant(grantId);
          throw await parts.usedAgain();
        }
        if (one) one.usedAtMs ??= clock.now();
      },
      async destroy(id) {
        all(model).delete(id);
      },
      revokeByGrantId: async (grantId) => removeOf(all(model), grantId),
    }),
    isKept: (model, id) => all(model).has(id),
    revokeGrant,
    grants: () =>
      [...all('Grant')].map(([id, { payload }]) => ({
        id,
        account: payload.accountId,
        client: payload.clientId,
      })),
  };
}

function removeOf(kept: Map<string, Kept>, grantId: string): void {
  for (const [id, { payload }] of kept) if (payload.grantId === grantId) kept.delete(id);
}

function keepNewest(kept: Map<string, Kept>, id: string, one: Kept): void {
  kept.delete(id);
  kept.set(id, one);
  for (const oldest of kept.keys())
    if (kept.size > LIMIT) kept.delete(oldest);
    else break;
}

/** The computer's time: what oidc-provider compares with. */
const epochSeconds = (): number => Math.floor(Date.now() / 1000);

const TIMES = ['exp', 'iat', 'iiat', 'authTime', 'loginTs'] as const;

/** The same with its times moved, so that it ends for oidc-provider when it ends in the sandbox. */
function dated({ payload, endsAtMs }: Kept, clock: SandboxClock): AdapterPayload {
  const { exp } = payload;
  if (exp === undefined) return structuredClone(payload);
  const leftMs = endsAtMs - clock.now();
  const end = epochSeconds() + (leftMs > 0 ? Math.ceil(leftMs / 1000) : LONG_AGO);
  const moved: Partial<Record<(typeof TIMES)[number], number>> = {};
  for (const name of TIMES) {
    const time = payload[name];
    if (typeof time === 'number') moved[name] = time + end - exp;
  }
  return { ...structuredClone(payload), ...moved };
}
