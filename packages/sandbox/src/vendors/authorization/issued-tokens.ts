import type { AccessToken, ClientCredentials, KoaContextWithOIDC } from 'oidc-provider';
import type { Credentials } from '../../credentials/credentials.ts';
import { isJsonObject, isText } from '../../json-members.ts';
import type { LeakWatch } from '../../leaks/leak-watch.ts';
import type { ProviderStore } from './provider-store.ts';

/** What an access token was issued for. */
export interface IssuedToken {
  readonly client: string;
  /** Whose it is; absent where an application acts for itself. */
  readonly account?: string;
  readonly scopes: readonly string[];
  /** The one resource that it is for (RFC 8707); absent: whatever its scopes permit. */
  readonly audience?: string;
  /** The thumbprint of the key that it is bound to (RFC 9449), without which it is worth nothing. Absent: it is a Bearer. */
  readonly key?: string;
}

/** The access tokens of the authorization server, for the resource servers beside it. */
export interface IssuedTokens {
  /** `undefined` for a text that is none, or one that was revoked. Its expiry is in the credentials' books. */
  find(value: string): IssuedToken | undefined;
}

export interface IssuedTokenBook extends IssuedTokens {
  /** Enters what the token endpoint just gave. */
  enter(ctx: KoaContextWithOIDC): void;
}

export interface IssuedTokenParts {
  readonly store: ProviderStore;
  readonly credentials: Credentials;
  readonly leaks: Pick<LeakWatch, 'addCanary'>;
}

interface Entry extends IssuedToken {
  readonly model: string;
  readonly grantId: string | undefined;
}

const LIMIT = 5000;

/** Access tokens are credentials of the vendor `stapi`: they count generations and can be expired and revoked like any other. */
export function createIssuedTokens(parts: IssuedTokenParts): IssuedTokenBook {
  const { store, credentials, leaks } = parts;
  const entries = new Map<string, Entry>();
  let refreshed = 0;
  return {
    find(value) {
      const entry = entries.get(value);
      return entry && isKept(store, value, entry) ? entry : undefined;
    },
    enter(ctx) {
      const body = isJsonObject(ctx.body) ? ctx.body : {};
      const { access_token: value, refresh_token: refresh } = body;
      if (isText(refresh)) leaks.addCanary(`refresh token ${++refreshed}`, refresh);
      const token = ctx.oidc.entities.AccessToken ?? ctx.oidc.entities.ClientCredentials;
      if (!isText(value) || token === undefined) return;
      const entry = entryOf(token);
      entries.set(value, entry);
      for (const oldest of entries.keys())
        if (entries.size > LIMIT) entries.delete(oldest);
        else break;
      credentials.mint(
        {
          vendor: 'stapi',
          film: entry.audience ?? 'all',
          lifetimeMs: token.expiration * 1000,
          ...(entry.account !== undefined && { viewer: entry.account }),
        },
        value,
      );
    },
  };
}

/**
 * JWTs are not kept by anybody: they end with their grant, or when their time is over. That is not asked here: what oidc-provider keeps ends
 * some milliseconds before it does in the credentials' books, and would be taken for revoked meanwhile.
 */
function isKept(store: ProviderStore, value: string, { model, grantId }: Entry): boolean {
  const isOpaque = !value.includes('.');
  return (
    (!isOpaque || store.isKept(model, value)) &&
    (grantId === undefined || store.isKept('Grant', grantId))
  );
}

function entryOf(token: AccessToken | ClientCredentials): Entry {
  const account = 'accountId' in token ? token.accountId : undefined;
  const audience = [token.aud].flat()[0];
  return {
    model: token.kind,
    grantId: 'grantId' in token ? token.grantId : undefined,
    client: token.clientId ?? '',
    scopes: [...token.scopes],
    ...(account !== undefined && { account }),
    ...(audience !== undefined && { audience }),
    ...(token.jkt !== undefined && { key: token.jkt }),
  };
}
