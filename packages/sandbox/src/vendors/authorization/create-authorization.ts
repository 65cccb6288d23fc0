import type { HttpBindings } from '@hono/node-server';
import { answerOf } from '../../http/answer-of.ts';
import { credentialClass } from '../../credentials/credential-class.ts';
import { isText } from '../../json-members.ts';
import type { JsonObject } from '../../json-members.ts';
import type { ListenerPlan } from '../../listener/listener.ts';
import type { Emulator, EmulatorParts } from '../emulator.ts';
import type { Applications } from './applications.ts';
import { createApplications } from './applications.ts';
import type { AuthorizationKeys } from './authorization-keys.ts';
import { authorizationCors, isForScripts } from './authorization-cors.ts';
import type { AuthorizationServer } from './create-authorization-server.ts';
import { createAuthorizationServer } from './create-authorization-server.ts';
import type { IssuedTokens } from './issued-tokens.ts';
import { createIssuedTokens } from './issued-tokens.ts';
import { changePolicy, DEFAULT_POLICY } from './policy.ts';
import type { ProviderStore } from './provider-store.ts';
import { createProviderStore } from './provider-store.ts';

/** The authorization server of STAPI, with what the API beside it must know. */
export interface Authorization extends Emulator<AuthorizationKeys> {
  readonly tokens: IssuedTokens;
}

/**
 * OAuth 2.0 and OpenID Connect by oidc-provider, at the listener's own address as issuer.
 *
 * @see STAPI, "OAuth 2.0". It names the grants, exact redirect URIs, confidential and public applications, scopes, refresh and
 * revocation; addresses, PKCE and everything else is filled in here, by the RFCs.
 */
export function createAuthorization(parts: EmulatorParts): Authorization {
  const { clock, credentials, leaks } = parts;
  let policy = DEFAULT_POLICY;
  const applications = createApplications(parts);
  const store = createProviderStore({
    clock,
    graceMs: () => policy.rotationGraceSeconds * 1000,
    isEnded(token) {
      const { verdict } = credentials.judge(token, { vendor: 'stapi' });
      return verdict === 'expired' || verdict === 'revoked';
    },
    usedAgain: async () => new (await import('oidc-provider')).errors.InvalidGrant('used already'),
  });
  const tokens = createIssuedTokens({ store, credentials, leaks });
  const server = createAuthorizationServer({
    ...parts,
    ...{ store, tokens, applications, policy: () => policy },
  });
  return {
    plan: authorizationPlan(server),
    keys: ownApplication(applications),
    tokens,
    commands: {
      ...applicationCommands(applications, server),
      setPolicy(details) {
        policy = changePolicy(policy, details);
        server.changed();
        return policy;
      },
      revokeGrants: (details) => revokeGrants(store, details),
    },
  };
}

function authorizationPlan(server: AuthorizationServer): ListenerPlan {
  return {
    name: 'authorization',
    cors: authorizationCors,
    kind: (path) => (isForScripts(path) ? 'api' : 'other'),
    judge: (request, url) => ({ credential: credentialClass(request, url) }),
    serve: (request, _judgement, connection) => serve(server, request, connection),
  };
}

async function serve(
  server: AuthorizationServer,
  request: Request,
  connection: HttpBindings,
): Promise<Response> {
  const { provider, pages } = await server.current();
  return /^\/(interaction|assets)\//.test(new URL(request.url).pathname)
    ? pages.fetch(request, connection)
    : answerOf(provider.callback(), connection.incoming);
}

function ownApplication(applications: Applications): AuthorizationKeys {
  const { clientId, clientSecret = '' } = applications.register({ name: 'Backend of the sandbox' });
  return { clientId, clientSecret };
}

const applicationCommands = (applications: Applications, server: AuthorizationServer) => ({
  registerClient(details: JsonObject) {
    const registered = applications.register(details);
    server.changed();
    return registered;
  },
  clients: () => ({ clients: applications.list() }),
});

/** Takes consent back, and with it all tokens that came from it; `account` and `client` say whose, left out: everybody's. */
function revokeGrants(store: ProviderStore, { account, client }: JsonObject) {
  const meant = store
    .grants()
    .filter(
      (grant) =>
        (!isText(account) || grant.account === account) &&
        (!isText(client) || grant.client === client),
    );
  for (const { id } of meant) store.revokeGrant(id);
  return { revoked: meant.length };
}
