import { describe, expect, it } from 'vitest';
import type { UserDevice } from '../../../src/brightcove/index.ts';
import { ACCOUNT, failureOf, managementOver } from '../brightcove-support.ts';

const BASE = `https://playback-auth.api.brightcove.com/v1/accounts/${ACCOUNT}`;
const NO_CONTENT = (): Response => new Response(null, { status: 204 });

const device = (id: string): object => ({
  id,
  created_at: 1_569_219_842,
  updated_at: 1_569_219_900,
  name: 'Living room',
  user_agent: 'Player/1.0',
});
const READ = {
  id: 'd-1',
  name: 'Living room',
  userAgent: 'Player/1.0',
  createdAt: 1_569_219_842_000,
  updatedAt: 1_569_219_900_000,
};

describe('A8.3 the Devices API', () => {
  it('lists the devices of all viewers, page after page', async () => {
    const { management, sent } = managementOver(({ url }) => {
      const page = Number(new URL(url).searchParams.get('page'));
      const records = [{ account_id: ACCOUNT, user_id: `v-${page}`, device: device(`d-${page}`) }];
      return Response.json({
        metadata: { page, per_page: 100, page_count: 3, total_count: 3 },
        records,
      });
    });
    const devices: UserDevice[] = [];
    for await (const one of management.devices.list()) devices.push(one);
    expect(devices.map(({ userId, device: { id } }) => `${userId} ${id}`)).toEqual([
      'v-0 d-0',
      'v-1 d-1',
      'v-2 d-2',
    ]);
    expect(sent.slice(1).map(({ url }) => url)).toEqual(
      [0, 1, 2].map((page) => `${BASE}/devices?page=${page}&per_page=100`),
    );
  });

  it('ends a list that says nothing of its pages after the first', async () => {
    const { management, sent } = managementOver(() =>
      Response.json({ records: [{ user_id: 'v', device: device('d') }] }),
    );
    const devices: UserDevice[] = [];
    for await (const one of management.devices.list()) devices.push(one);
    expect(devices).toHaveLength(1);
    expect(sent).toHaveLength(2);
  });

  it('gives the devices of one viewer', async () => {
    const { management, sent } = managementOver(() => Response.json([device('d-1'), { id: null }]));
    expect(await management.devices.ofUser('v/1@x')).toEqual([READ]);
    expect(sent[1]?.url).toBe(`${BASE}/users/v%2F1%40x/devices`);
  });

  it('renames one, and forgets one or all', async () => {
    const { management, sent } = managementOver(NO_CONTENT);
    await management.devices.rename('v-1', 'd-1', 'Kitchen');
    await management.devices.delete('v-1', 'd-1');
    await management.devices.delete('v-1');
    expect(sent.slice(1).map(({ method, url, body }) => [method, url, body])).toEqual([
      ['PATCH', `${BASE}/users/v-1/devices/d-1`, '{"name":"Kitchen"}'],
      ['DELETE', `${BASE}/users/v-1/devices/d-1`, undefined],
      ['DELETE', `${BASE}/users/v-1/devices`, undefined],
    ]);
  });

  it.each([
    [400, 'INVALID_ACCOUNT_ID', 'vendor_request'],
    [400, 'ILLEGAL_VALUE', 'vendor_request'],
    [404, 'RESOURCE_NOT_FOUND', 'vendor_not_found'],
    [502, 'DEVICES_RETRIEVE_FAILURE', 'vendor_status'],
    [502, 'DEVICES_DELETE_FAILURE', 'vendor_status'],
    [502, 'DEVICE_DELETE_FAILURE', 'vendor_status'],
    [502, 'DEVICE_STORE_FAILURE', 'vendor_status'],
  ])('%d %s keeps its reason', async (status, subcode, code) => {
    const body = [{ error_code: 'SERVER_ERROR', error_subcode: subcode, message: 'canary' }];
    const { management } = managementOver(() => Response.json(body, { status }));
    expect(await failureOf(management.devices.ofUser('v'), 'canary')).toMatchObject({
      code,
      reason: subcode,
    });
  });

  it('says so when a list cannot be read', async () => {
    const { management } = managementOver(() => Response.json({}));
    expect(await failureOf(management.devices.ofUser('v'))).toMatchObject({
      code: 'vendor_response',
    });
  });
});
