import { apiPath } from '../../api/api-path.ts';
import type { CallOptions } from '../../api/call-options.ts';
import type { ApiPath, VendorApi } from '../../api/vendor-api.ts';
import { jsonMember } from '../../json-member.ts';
import { channelId } from './ibm-channel.ts';
import type { IbmChannel } from './ibm-channel.ts';
import { unusableAnswer } from './unusable-answer.ts';

/** Where a channel may be embedded. */
export interface IbmEmbedLock {
  readonly isLocked: boolean;
  /** The pages that may embed it all the same. */
  readonly urls: readonly string[];
}

/**
 * The pages that may embed a channel. The vendor goes by what browsers say of the page, which whoever asks without a browser makes up: it
 * keeps other sites away, and no viewer.
 *
 * Each call throws a `ServerError`: `vendor_forbidden` with `reason` `lack_of_ownership`, `vendor_not_found`, any other `vendor_` code, or
 * `invalid_value` for a channel that is none.
 */
export interface IbmEmbedLocks {
  /** From now on only listed pages may embed a channel. */
  lock(channel: IbmChannel, options?: CallOptions): Promise<void>;
  /** From now on all pages may. The vendor shows no list then. */
  unlock(channel: IbmChannel, options?: CallOptions): Promise<void>;
  read(channel: IbmChannel, options?: CallOptions): Promise<IbmEmbedLock>;
  /**
   * Lists one more page.
   *
   * @param url Absolute, such as `https://partner.example/`.
   * @throws {ServerError} `vendor_request` with `reason` `invalid_request` for a URL that the vendor does not take.
   */
  allow(channel: IbmChannel, url: string, options?: CallOptions): Promise<void>;
  /** Empties the list: the vendor takes no single page off it. */
  clear(channel: IbmChannel, options?: CallOptions): Promise<void>;
}

/** @see IBM Video Streaming, "Embed restriction". */
export function ibmEmbedLocks(api: VendorApi): IbmEmbedLocks {
  const setLocked = async (
    channel: IbmChannel,
    locked: 'TRUE' | 'FALSE',
    options: CallOptions = {},
  ): Promise<void> => {
    await api.call({ method: 'PUT', path: lockPath(channel), form: { locked }, ...options });
  };
  return {
    lock: (channel, options) => setLocked(channel, 'TRUE', options),
    unlock: (channel, options) => setLocked(channel, 'FALSE', options),
    async read(channel, options = {}) {
      const lock = await api.call({ method: 'GET', path: lockPath(channel), ...options });
      const list = await api.call({ method: 'GET', path: urlsPath(channel), ...options });
      return { isLocked: readLocked(lock.body), urls: readUrls(list.body) };
    },
    async allow(channel, url, options = {}) {
      await api.call({ method: 'POST', path: urlsPath(channel), form: { url }, ...options });
    },
    async clear(channel, options = {}) {
      await api.call({ method: 'DELETE', path: urlsPath(channel), ...options });
    },
  };
}

const lockPath = (channel: IbmChannel): ApiPath =>
  apiPath`/channels/${channelId(channel)}/locks/embed.json`;

const urlsPath = (channel: IbmChannel): ApiPath =>
  apiPath`/channels/${channelId(channel)}/locks/embed/allowed-urls.json`;

function readLocked(body: unknown): boolean {
  const locked = jsonMember(body, 'locked');
  if (locked === 'TRUE' || locked === 'FALSE') return locked === 'TRUE';
  throw unusableAnswer('locked');
}

function readUrls(body: unknown): readonly string[] {
  const urls = jsonMember(body, 'allowed_urls');
  if (Array.isArray(urls) && urls.every((url): url is string => typeof url === 'string'))
    return urls;
  throw unusableAnswer('allowed_urls');
}
