import { apiPath } from '../../api/api-path.ts';
import type { CallOptions } from '../../api/call-options.ts';
import type { ApiPath, VendorApi } from '../../api/vendor-api.ts';
import { jsonMember } from '../../json-member.ts';
import { Secret, secret } from '../../secret/secret.ts';
import type { SecretInput } from '../../secret/secret.ts';
import { isServerError } from '../../server-error.ts';
import { parseContent } from './ibm-content.ts';
import type { ContentName, IbmContent } from './ibm-content.ts';
import { unusableAnswer } from './unusable-answer.ts';

/** A lock to be set. */
export interface NewHashLock {
  /** Where viewers sign in: absolute. */
  readonly url: string;
  /** What `ibmHashlockEntry` signs with: at least 16 random bytes. */
  readonly secret: SecretInput;
  /** What the lock screen says. In older documents only, as are the three below. */
  readonly message?: string;
  readonly buttonCaption?: string;
  /** Whole pixels. */
  readonly popupWidth?: number;
  readonly popupHeight?: number;
}

/** A lock that is set. */
export interface HashLock {
  /** On what it is set: for a video, perhaps its channel. */
  readonly content: IbmContent;
  readonly url: string;
  /** The vendor shows it for videos, not for channels. */
  readonly secret?: Secret;
  readonly message?: string;
  readonly buttonCaption?: string;
  /** Whole pixels. Absent where the owner left it to the player. */
  readonly popupWidth?: number;
  readonly popupHeight?: number;
}

/** The locks of viewer authentication v1, which the vendor calls deprecated. */
export interface IbmHashLocks {
  /**
   * Locks a content, or changes its lock.
   *
   * @returns For a channel, whether there was a lock before; for a video the vendor does not say.
   * @throws {ServerError} `vendor_request` with `reason` `invalid_request` or `invalid_type`; `vendor_forbidden` `lack_of_ownership`;
   *   `vendor_not_found`; any other `vendor_` code; `config` for a weak secret; `invalid_value` for a content that is none.
   */
  set(
    content: IbmContent,
    lock: NewHashLock,
    options?: CallOptions,
  ): Promise<'created' | 'replaced' | 'set'>;
  /**
   * The lock of a content. Never hand it to a browser: a video's holds the secret.
   *
   * @param options.channel A video's channel, whose lock counts where the video has none of its own.
   * @throws {ServerError} `vendor_not_found` when there is no such content, or no lock; as `set`.
   */
  read(
    content: IbmContent,
    options?: CallOptions & { readonly channel?: IbmContent },
  ): Promise<HashLock>;
  /**
   * Unlocks a content; a video has its channel's lock again.
   *
   * @throws {ServerError} `vendor_not_found` when there is no lock of its own; as `set`.
   */
  delete(content: IbmContent, options?: CallOptions): Promise<void>;
}

/** @see IBM Video Streaming, "Implementing viewer authentication" (deprecated). */
export function ibmHashLocks(api: VendorApi): IbmHashLocks {
  const readAt = async (content: IbmContent, options: CallOptions): Promise<HashLock> => {
    const path = lockPath(nameOf(content));
    const { body } = await api.call({ method: 'GET', path, ...options });
    return readLock(content, jsonMember(body, 'hashlock'));
  };
  return {
    async set(content, lock, options = {}) {
      const name = nameOf(content);
      const path =
        name.kind === 'channel'
          ? apiPath`/channels/${name.id}/locks/hash/advanced.json`
          : lockPath(name);
      const { status } = await api.call({ method: 'PUT', path, form: formOf(lock), ...options });
      if (name.kind === 'video') return 'set';
      return status === 201 ? 'created' : 'replaced';
    },
    async read(content, { channel, ...options } = {}) {
      try {
        return await readAt(content, options);
      } catch (error) {
        const isMissing = isServerError(error) && error.code === 'vendor_not_found';
        if (!isMissing || channel === undefined || channel === content) throw error;
        return readAt(channel, options);
      }
    },
    async delete(content, options = {}) {
      await api.call({ method: 'DELETE', path: lockPath(nameOf(content)), ...options });
    },
  };
}

const nameOf = (content: IbmContent): ContentName => parseContent(content, 'invalid_value');

function lockPath({ kind, id }: ContentName): ApiPath {
  return kind === 'channel'
    ? apiPath`/channels/${id}/locks/hash.json`
    : apiPath`/videos/${id}/locks/hash.json`;
}

function formOf(lock: NewHashLock): Readonly<Record<string, string>> {
  const { message, buttonCaption, popupWidth, popupHeight } = lock;
  return {
    url: lock.url,
    secret: secret(lock.secret, { name: 'secret', minBytes: 16 }).reveal(),
    ...(message !== undefined && { message }),
    ...(buttonCaption !== undefined && { button_caption: buttonCaption }),
    ...(popupWidth !== undefined && { popup_width: String(popupWidth) }),
    ...(popupHeight !== undefined && { popup_height: String(popupHeight) }),
  };
}

/** The documents print sizes as texts, and nothing as `null`. */
function readLock(content: IbmContent, lock: unknown): HashLock {
  const text = (name: string): string | undefined => {
    const value = jsonMember(lock, name);
    return typeof value === 'string' && value !== '' ? value : undefined;
  };
  const pixels = (name: string): number | undefined => {
    const value = Number(jsonMember(lock, name));
    return Number.isInteger(value) && value > 0 ? value : undefined;
  };
  const [url, shared] = [text('url'), text('secret')];
  if (url === undefined) throw unusableAnswer('lock');
  const [message, buttonCaption] = [text('message'), text('button_caption')];
  const [popupWidth, popupHeight] = [pixels('popup_width'), pixels('popup_height')];
  return {
    content,
    url,
    ...(shared !== undefined && { secret: new Secret(shared) }),
    ...(message !== undefined && { message }),
    ...(buttonCaption !== undefined && { buttonCaption }),
    ...(popupWidth !== undefined && { popupWidth }),
    ...(popupHeight !== undefined && { popupHeight }),
  };
}
