import { epochMs } from '@playgate/protocol';
import type { EpochMs } from '@playgate/protocol';
import { apiPath } from '../../api/api-path.ts';
import { pagesOf } from '../../api/pages.ts';
import type { ApiAnswer, VendorApi } from '../../api/vendor-api.ts';
import { jsonMember } from '../../json-member.ts';
import type { CallOptions } from '../../api/call-options.ts';
import { unreadableAnswer } from './unreadable-answer.ts';

/** A device that counts for a viewer's `dlimit`. It is registered by its first licence. */
export interface Device {
  readonly id: string;
  readonly name?: string;
  readonly userAgent?: string;
  readonly createdAt?: EpochMs;
  readonly updatedAt?: EpochMs;
}

/** A device and whose it is. */
export interface UserDevice {
  /** The claim `uid`. */
  readonly userId: string;
  readonly device: Device;
}

/** Options of `DeviceApi.list`. */
export interface ListOptions extends CallOptions {
  /** The most pages that are read, at least 1; a longer list is an error. Default 1000. */
  readonly maxPages?: number;
}

/**
 * The devices of an account's viewers. Reading needs `video-cloud/playback-auth/devices/read`, the rest `…/write`; every call throws a
 * `ServerError` whose code starts with `vendor_`, or `aborted`.
 *
 * @see Brightcove, "Devices API".
 */
export interface DeviceApi {
  /** Those of all viewers, page after page of 100. */
  list(options?: ListOptions): AsyncIterable<UserDevice>;
  /** One bounded array: the vendor answers a viewer's without pages. */
  ofUser(userId: string, options?: CallOptions): Promise<readonly Device[]>;
  rename(userId: string, deviceId: string, name: string, options?: CallOptions): Promise<void>;
  /** Frees a place: one device, or without an id all of the viewer's. */
  delete(userId: string, deviceId?: string, options?: CallOptions): Promise<void>;
}

const PER_PAGE = 100;

export function createDeviceApi(api: VendorApi, accountId: string): DeviceApi {
  return {
    list: ({ maxPages, ...options } = {}) =>
      pagesOf<UserDevice, number>(
        async (page = 0) => {
          const path = apiPath`/accounts/${accountId}/devices`;
          const query = { page, per_page: PER_PAGE };
          const answer = await api.call({ method: 'GET', path, query, ...options });
          const { body } = answer;
          const items = listOf(jsonMember(body, 'records'), readUserDevice, answer);
          const count = jsonMember(jsonMember(body, 'metadata'), 'page_count');
          const isLast = items.length === 0 || typeof count !== 'number' || page + 1 >= count;
          return { items, next: isLast ? undefined : page + 1 };
        },
        { maxPages, signal: options.signal },
      ),
    async ofUser(userId, options) {
      const path = apiPath`/accounts/${accountId}/users/${userId}/devices`;
      const answer = await api.call({ method: 'GET', path, ...options });
      return listOf(answer.body, readDevice, answer);
    },
    async rename(userId, deviceId, name, options) {
      const path = apiPath`/accounts/${accountId}/users/${userId}/devices/${deviceId}`;
      // The same name twice does no harm.
      await api.call({ method: 'PATCH', path, json: { name }, repeatable: true, ...options });
    },
    async delete(userId, deviceId, options) {
      const path =
        deviceId === undefined
          ? apiPath`/accounts/${accountId}/users/${userId}/devices`
          : apiPath`/accounts/${accountId}/users/${userId}/devices/${deviceId}`;
      await api.call({ method: 'DELETE', path, ...options });
    },
  };
}

function listOf<T>(
  list: unknown,
  read: (item: unknown) => T | undefined,
  answer: ApiAnswer,
): readonly T[] {
  if (!Array.isArray(list)) throw unreadableAnswer('devices', answer);
  return list.map(read).filter((item) => item !== undefined);
}

function readUserDevice(record: unknown): UserDevice | undefined {
  const userId = jsonMember(record, 'user_id');
  const device = readDevice(jsonMember(record, 'device'));
  return typeof userId === 'string' && device ? { userId, device } : undefined;
}

function readDevice(value: unknown): Device | undefined {
  const [id, name, userAgent, created, updated] = [
    ...['id', 'name', 'user_agent', 'created_at', 'updated_at'].map((member) =>
      jsonMember(value, member),
    ),
  ];
  if (typeof id !== 'string' && typeof id !== 'number') return undefined;
  return {
    id: String(id),
    ...(typeof name === 'string' && { name }),
    ...(typeof userAgent === 'string' && { userAgent }),
    ...(typeof created === 'number' && { createdAt: epochMs(created * 1000) }),
    ...(typeof updated === 'number' && { updatedAt: epochMs(updated * 1000) }),
  };
}
