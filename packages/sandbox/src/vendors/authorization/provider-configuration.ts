import type { Configuration, JWK, KoaContextWithOIDC, ResourceServer } from 'oidc-provider';
import type { SandboxClock } from '../../sandbox-clock.ts';
import { callApplication } from './call-application.ts';
import { errorPage, signedOutPage, signOutPage } from './pages.ts';
import type { Policy } from './policy.ts';
import type { ProviderStore } from './provider-store.ts';
import { sampleUser } from './sample-users.ts';
import { API_SCOPES, SIGN_IN_SCOPES } from './scopes.ts';

export interface ConfigurationParts {
  readonly clock: SandboxClock;
  readonly store: ProviderStore;
  readonly signingKey: JWK;
  /** 32 bytes, for DPoP nonces. */
  readonly nonceSecret: Buffer;
  readonly cookieKey: string;
  /** The resource server beside this one: the origin of the stand-in of STAPI. */
  readonly resources: string;
  readonly invalidTarget: () => Error;
}

const SESSION_SECONDS = 14 * 86_400;
const MINUTES = 60;

/** What a policy means in the words of oidc-provider. Everything that it has a development default for is set: those defaults warn. */
export function providerConfiguration(policy: Policy, parts: ConfigurationParts): Configuration {
  const { store } = parts;
  return {
    adapter: (model) => store.adapter(model),
    jwks: { keys: [parts.signingKey] },
    cookies: {
      keys: [parts.cookieKey],
      long: { signed: true, httpOnly: true, sameSite: 'lax' },
      short: { signed: true, httpOnly: true, sameSite: 'lax' },
    },
    routes: ROUTES,
    scopes: [...SIGN_IN_SCOPES, ...API_SCOPES],
    claims: { openid: ['sub'], profile: ['name'] },
    responseTypes: ['code'],
    clientAuthMethods: ['client_secret_basic', 'client_secret_post', 'none'],
    clientDefaults: {
      grant_types: ['authorization_code'],
      dpop_bound_access_tokens: policy.dpop === 'required',
      require_pushed_authorization_requests: policy.par === 'required',
    },
    clientBasedCORS: (_ctx, origin, client) =>
      (client.redirectUris ?? []).some((uri) => new URL(uri).origin === origin),
    pkce: { required: () => policy.pkce === 'required' },
    findAccount: (_ctx, id) => accountOf(id),
    interactions: { url: (_ctx, { uid }) => `/interaction/${uid}` },
    // RFC 6749 leaves it to the server. Who may refresh gets the means to, with `offline_access` or until the sign-out.
    issueRefreshToken: (_ctx, client) => Promise.resolve(client.grantTypeAllowed('refresh_token')),
    rotateRefreshToken: () => policy.rotation,
    formats: { customizers: { jwt: (_ctx, _token, { payload }) => redate(payload, parts.clock) } },
    renderError: errorPage,
    fetch: callApplication,
    ttl: lifetimes(policy),
    features: features(policy, parts),
  };
}

const ROUTES = {
  authorization: '/authorize',
  token: '/token',
  revocation: '/revoke',
  introspection: '/introspect',
  pushed_authorization_request: '/par',
  userinfo: '/userinfo',
  jwks: '/jwks',
  end_session: '/logout',
};

function lifetimes(policy: Policy): NonNullable<Configuration['ttl']> {
  return {
    AccessToken: policy.accessTokenSeconds,
    ClientCredentials: policy.accessTokenSeconds,
    RefreshToken: policy.refreshTokenSeconds,
    AuthorizationCode: policy.codeSeconds,
    IdToken: 60 * MINUTES,
    Interaction: 60 * MINUTES,
    Session: SESSION_SECONDS,
    Grant: Math.max(SESSION_SECONDS, policy.refreshTokenSeconds),
  };
}

function features(
  policy: Policy,
  { nonceSecret, resources, invalidTarget }: ConfigurationParts,
): NonNullable<Configuration['features']> {
  const own = (ctx: KoaContextWithOIDC, token: { readonly clientId?: string | undefined }) =>
    token.clientId === ctx.oidc.client?.clientId;
  return {
    devInteractions: { enabled: false },
    clientCredentials: { enabled: true },
    revocation: { enabled: true, allowedPolicy: (ctx, _client, token) => own(ctx, token) },
    introspection: {
      enabled: true,
      allowedPolicy: (ctx, client, token) => client.clientAuthMethod !== 'none' || own(ctx, token),
    },
    pushedAuthorizationRequests: {
      enabled: policy.par !== 'off',
      requirePushedAuthorizationRequests: policy.par === 'required',
    },
    dPoP: {
      enabled: policy.dpop !== 'off',
      nonceSecret,
      requireNonce: () => policy.dpopNonce,
    },
    backchannelLogout: { enabled: true },
    rpInitiatedLogout: {
      enabled: true,
      logoutSource: signOutPage,
      postLogoutSuccessSource: signedOutPage,
    },
    resourceIndicators: {
      enabled: true,
      // A JWT needs an audience, an opaque token does not.
      defaultResource: (_ctx, _client, oneOf) =>
        oneOf ?? (policy.accessTokenFormat === 'jwt' ? resources : []),
      useGrantedResource: () => policy.accessTokenFormat === 'jwt',
      getResourceServerInfo(_ctx, indicator) {
        if (indicator === resources || indicator.startsWith(`${resources}/`))
          return resourceServer(indicator, policy);
        throw invalidTarget();
      },
    },
  };
}

const resourceServer = (audience: string, policy: Policy): ResourceServer => ({
  audience,
  scope: API_SCOPES.join(' '),
  accessTokenFormat: policy.accessTokenFormat,
  accessTokenTTL: policy.accessTokenSeconds,
});

function accountOf(id: string) {
  const user = sampleUser(id);
  return user && { accountId: user.id, claims: async () => ({ sub: user.id, name: user.name }) };
}

/** JWTs are dated by the computer; here the sandbox's clock counts. */
function redate(payload: Record<string, unknown>, clock: SandboxClock): void {
  const offsetSeconds = Math.round((clock.now() - Date.now()) / 1000);
  for (const name of ['iat', 'exp']) {
    const time = payload[name];
    if (typeof time === 'number') payload[name] = time + offsetSeconds;
  }
}
