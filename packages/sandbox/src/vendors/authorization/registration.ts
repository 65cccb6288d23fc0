import type { ClientMetadata } from 'oidc-provider';
import type { JsonObject } from '../../json-members.ts';
import { isText, isTexts } from '../../json-members.ts';
import { SandboxError } from '../../sandbox-error.ts';
import { API_SCOPES, SIGN_IN_SCOPES } from './scopes.ts';

/** How an application proves who it is at the token endpoint (RFC 7591, section 2); `none` for a public one. */
const AUTH_METHODS = ['client_secret_basic', 'client_secret_post', 'none'] as const;

/** What an application is registered with. */
export interface Registration {
  readonly name: string;
  /** Compared letter by letter; only of a native application's loopback address may the port differ (RFC 8252, section 7.3). */
  readonly redirectUris: readonly string[];
  readonly postLogoutRedirectUris: readonly string[];
  /** Where it hears of sign-outs (OpenID Connect Back-Channel Logout). Absent: it does not. */
  readonly backchannelLogoutUri?: string;
  readonly type: 'web' | 'native';
  /** What it is there for. Shown with its consent. */
  readonly description: string;
  readonly authMethod: (typeof AUTH_METHODS)[number];
  /** What it may ask for. */
  readonly scopes: readonly string[];
}

const ALL_SCOPES: readonly string[] = [...SIGN_IN_SCOPES, ...API_SCOPES];

/**
 * Reads the vendor's form: a name, redirect URIs, an application type, a description, scopes. What is left out: a confidential web
 * application that may ask for everything.
 *
 * @throws {SandboxError} `invalid_option`, naming the member.
 * @see STAPI, "Setting up OAuth 2.0 Applications".
 */
export function parseRegistration(details: JsonObject): Registration {
  const { name, description = '', type = 'web', authMethod = 'client_secret_basic' } = details;
  const { redirectUris = [], postLogoutRedirectUris = [], scopes = ALL_SCOPES } = details;
  const { backchannelLogoutUri } = details;
  check(isText(name) && /^[^<>&"']{1,100}$/.test(name), 'name must be a text without markup.');
  check(isText(description), 'description must be a text.');
  check(type === 'web' || type === 'native', 'type must be web or native.');
  const method = AUTH_METHODS.find((one) => one === authMethod);
  check(method !== undefined, `authMethod must be ${AUTH_METHODS.join(' or ')}.`);
  check(isTexts(redirectUris) && redirectUris.every(isPrecise), `redirectUris ${PRECISE}`);
  check(
    isTexts(postLogoutRedirectUris) && postLogoutRedirectUris.every(isPrecise),
    `postLogoutRedirectUris ${PRECISE}`,
  );
  check(
    backchannelLogoutUri === undefined ||
      (isText(backchannelLogoutUri) && isPrecise(backchannelLogoutUri)),
    'backchannelLogoutUri must be an absolute URL without wildcard and fragment.',
  );
  check(
    isTexts(scopes) && scopes.every((scope) => ALL_SCOPES.includes(scope)),
    `scopes must be some of ${ALL_SCOPES.join(', ')}.`,
  );
  check(
    method !== 'none' || redirectUris.length > 0,
    'A public application needs redirectUris: a code is all it can get.',
  );
  return {
    ...{ name, description, type, redirectUris, postLogoutRedirectUris, scopes },
    authMethod: method,
    ...(backchannelLogoutUri !== undefined && { backchannelLogoutUri }),
  };
}

const PRECISE = 'must be absolute URLs without wildcard and fragment.';

const isPrecise = (uri: string): boolean => URL.canParse(uri) && !/[*#]/.test(uri);

/** The same in the words of RFC 7591. */
export function clientMetadata(
  registration: Registration,
  clientId: string,
  clientSecret: string | undefined,
): ClientMetadata {
  const { redirectUris, authMethod, backchannelLogoutUri } = registration;
  const signsIn = redirectUris.length > 0;
  return {
    client_id: clientId,
    ...(clientSecret !== undefined && { client_secret: clientSecret }),
    client_name: registration.name,
    application_type: registration.type,
    redirect_uris: redirectUris,
    post_logout_redirect_uris: registration.postLogoutRedirectUris,
    ...(backchannelLogoutUri !== undefined && {
      backchannel_logout_uri: backchannelLogoutUri,
      backchannel_logout_session_required: true,
    }),
    token_endpoint_auth_method: authMethod,
    scope: registration.scopes.join(' '),
    response_types: signsIn ? ['code'] : [],
    grant_types: [
      ...(signsIn ? ['authorization_code', 'refresh_token'] : []),
      ...(authMethod === 'none' ? [] : ['client_credentials']),
    ],
  };
}

function check(holds: boolean, message: string): asserts holds {
  if (!holds) throw new SandboxError('invalid_option', message);
}
