import { apiPath } from '../../api/api-path.ts';
import type { CallOptions } from '../../api/call-options.ts';
import type { ApiPath, VendorApi } from '../../api/vendor-api.ts';
import { ServerError } from '../../server-error.ts';
import { parseContent } from '../client/ibm-content.ts';
import type { IbmContent } from '../client/ibm-content.ts';

/** What the vendor needs to know of a content. */
export interface ViewerAuthSetting {
  /** Where viewers without a token are sent: absolute, served by `ibmViewerAuthEntry`. */
  readonly authUrl: string;
  /** The public half of the signing key, as PEM ("PUBLIC KEY"). */
  readonly publicKey: string;
}

/** The settings of viewer authentication v2. The vendor shows none of them. */
export interface IbmViewerAuthSettings {
  /**
   * Puts a content behind viewer authentication, or changes its key: whoever signs with another one is shut out.
   *
   * @throws {ServerError} `vendor_request` when the vendor takes neither URL nor key; `vendor_forbidden`; `vendor_not_found`; any other
   *   `vendor_` code; `invalid_value` for a content that is none, and for a private key.
   */
  set(content: IbmContent, setting: ViewerAuthSetting, options?: CallOptions): Promise<void>;
  /**
   * Opens a channel to everybody; a video has its channel's setting again.
   *
   * @throws {ServerError} as `set`.
   */
  delete(content: IbmContent, options?: CallOptions): Promise<void>;
}

/** @see IBM Video Streaming, "Viewer Authentication API". */
export function ibmViewerAuthSettings(api: VendorApi): IbmViewerAuthSettings {
  return {
    async set(content, { authUrl, publicKey }, options = {}) {
      const form = { auth_url: authUrl, public_key: trimLines(publicOnly(publicKey)) };
      await api.call({ method: 'PUT', path: settingPath(content), form, ...options });
    },
    async delete(content, options = {}) {
      await api.call({ method: 'DELETE', path: settingPath(content), ...options });
    },
  };
}

function settingPath(content: IbmContent): ApiPath {
  const { kind, id } = parseContent(content, 'invalid_value');
  return kind === 'channel'
    ? apiPath`/channels/${id}/viewer-auth.json`
    : apiPath`/videos/${id}/viewer-auth.json`;
}

/** A mix-up that would give the key away to the vendor, and to every log on the way. */
function publicOnly(pem: string): string {
  if (!/PRIVATE KEY/.test(pem)) return pem;
  throw new ServerError(
    'invalid_value',
    'publicKey must be the public half of the key. Never give the private one here.',
  );
}

/** Keys copied out of documents and environments have spaces before their lines, which PEM readers do not take. */
function trimLines(pem: string): string {
  return pem
    .trim()
    .split(/\r?\n/)
    .map((line) => line.trim())
    .join('\n');
}
