import { apiPath } from '../../api/api-path.ts';
import type { CallOptions } from '../../api/call-options.ts';
import type { ApiPath, VendorApi } from '../../api/vendor-api.ts';
import { jsonMember } from '../../json-member.ts';
import { secret } from '../../secret/secret.ts';
import type { SecretInput } from '../../secret/secret.ts';
import { channelId } from './ibm-channel.ts';
import type { IbmChannel } from './ibm-channel.ts';
import { unusableAnswer } from './unusable-answer.ts';

/**
 * The password of a channel, which viewers enter in the vendor's player. One password is everybody's: it says nothing of who watches.
 *
 * Each call throws a `ServerError`: `vendor_forbidden` with `reason` `lack_of_ownership`, `vendor_not_found`, any other `vendor_` code, or
 * `invalid_value` for a channel that is none.
 */
export interface IbmPasswordLocks {
  /**
   * Locks a channel, or changes its password.
   *
   * @throws {ServerError} `config` for a password that is empty; `vendor_request` with `reason` `input_validation_error` for one that the vendor
   *   does not take.
   */
  set(channel: IbmChannel, password: SecretInput, options?: CallOptions): Promise<void>;
  /** Whether a channel has a password. The vendor does not say which. */
  isSet(channel: IbmChannel, options?: CallOptions): Promise<boolean>;
  /** Unlocks a channel. */
  delete(channel: IbmChannel, options?: CallOptions): Promise<void>;
}

/** @see IBM Video Streaming, "Password protection". */
export function ibmPasswordLocks(api: VendorApi): IbmPasswordLocks {
  return {
    async set(channel, password, options = {}) {
      const form = { password: secret(password, { name: 'password' }).reveal() };
      await api.call({ method: 'PUT', path: lockPath(channel), form, ...options });
    },
    async isSet(channel, options = {}) {
      const { body } = await api.call({ method: 'GET', path: lockPath(channel), ...options });
      const enabled = jsonMember(body, 'enabled');
      if (typeof enabled === 'boolean') return enabled;
      throw unusableAnswer('enabled');
    },
    async delete(channel, options = {}) {
      await api.call({ method: 'DELETE', path: lockPath(channel), ...options });
    },
  };
}

const lockPath = (channel: IbmChannel): ApiPath =>
  apiPath`/channels/${channelId(channel)}/locks/password.json`;
