import type { AccessTokens } from '../../api/tokens/access-tokens.ts';
import type { CallOptions } from '../../api/call-options.ts';
import { clientCredentials } from '../../api/tokens/client-credentials.ts';
import { createVendorApi } from '../../api/create-vendor-api.ts';
import { parseApiUrl } from '../../api/parse-api-url.ts';
import type { VendorApiOptions } from '../../api/vendor-api.ts';
import { Secret, secret } from '../../secret/secret.ts';
import type { SecretInput } from '../../secret/secret.ts';
import { IBM_ORIGIN } from '../ibm-origin.ts';

/** Options of the vendor's access tokens. */
export interface IbmAccessOptions extends VendorApiOptions {
  /** Forty characters, from the vendor's dashboard. */
  readonly clientId: string;
  readonly clientSecret: SecretInput;
  /**
   * How the secret is sent. `basic-raw`: alone after `Basic`, as all of the vendor's examples show. `basic`: with the id, as the standard
   * wants it (RFC 7617). Default `basic-raw`.
   */
  readonly authMethod?: 'basic-raw' | 'basic';
  /** The token endpoint. Default `https://video.ibm.com/oauth2/token`. */
  readonly tokenUrl?: string;
  /** Scopes, separated by spaces. Default: none, which is enough for locks and viewer authentication. */
  readonly scope?: string;
  /** What the vendor's dashboard calls the token. */
  readonly deviceName?: string;
}

/** Access tokens, and their end. */
export interface IbmAccess {
  readonly tokens: AccessTokens;
  /** Ends the token that was used last, at the vendor too. */
  revoke(options?: CallOptions): Promise<void>;
}

const IBM = { vendor: 'ibm', name: 'IBM Video Streaming' } as const;

/**
 * Access tokens by client credentials. They last a day.
 *
 * @throws {ServerError} `config`, naming the option.
 * @see IBM Video Streaming, "Authentication" and "Token revocation".
 */
export function ibmAccess(options: IbmAccessOptions): IbmAccess {
  const { clientId, authMethod = 'basic-raw', deviceName } = options;
  const { tokenUrl = `${IBM_ORIGIN}/oauth2/token`, ...rest } = options;
  const tokens = clientCredentials({
    ...rest,
    ...IBM,
    tokenUrl,
    authMethod,
    params: {
      ...(authMethod === 'basic' && { client_id: clientId }),
      ...(deviceName !== undefined && { device_name: deviceName }),
    },
    defaultLifetimeSeconds: 86_400,
  });
  const { origin, pathname } = parseApiUrl(tokenUrl, 'tokenUrl');
  const headers = { Authorization: basicHeader(options) };
  const authorization = { authorize: () => Promise.resolve({ headers }) };
  const api = createVendorApi({ ...rest, ...IBM, baseUrl: origin, authorization });
  const path = { text: `${pathname}/revoke`, pattern: `${pathname}/revoke` };
  let last: Secret | undefined;
  return {
    tokens: {
      invalidate: (token) => tokens.invalidate(token),
      async get(signal) {
        last = await tokens.get(signal);
        return last;
      },
    },
    async revoke(callOptions) {
      const token = last;
      if (token === undefined) return;
      const form = { token: token.reveal(), client_id: clientId };
      // Nobody is to use it any more, also if the vendor does not answer.
      last = undefined;
      tokens.invalidate(token);
      await api.call({ method: 'POST', path, form, repeatable: true, ...callOptions });
    },
  };
}

function basicHeader({ clientId, clientSecret, authMethod }: IbmAccessOptions): Secret {
  const text = secret(clientSecret, { name: 'clientSecret' }).reveal();
  return new Secret(`Basic ${authMethod === 'basic' ? btoa(`${clientId}:${text}`) : text}`);
}
