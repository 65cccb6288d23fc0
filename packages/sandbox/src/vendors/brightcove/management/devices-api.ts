import { Hono } from 'hono';
import { isText, parseJsonObject } from '../../../json-members.ts';
import type { Account } from '../account/account.ts';
import type { Device } from '../account/devices.ts';
import { denialResponse } from '../denial.ts';
import type { Found } from '../door.ts';
import { MISSING, badRequest } from './management-denials.ts';

const DEVICES = '/v1/accounts/:account/users/:uid/devices';

/**
 * Lists, renames and forgets the devices of viewers whose tokens carry `uid` and `dlimit`.
 *
 * @see Brightcove, OpenAPI file of the Devices API.
 */
export function devicesApi(account: Account): Hono<Found> {
  const { devices } = account;
  const app = new Hono<Found>();
  app.get(DEVICES, (c) => c.json(devices.ofViewer(c.req.param('uid')).map(printDevice)));
  app.delete(DEVICES, (c) =>
    devices.remove(c.req.param('uid')) ? c.body(null, 204) : denialResponse(MISSING),
  );
  app.patch(`${DEVICES}/:id`, async (c) => {
    const { uid, id } = c.req.param();
    const name = parseJsonObject(await c.req.text())?.['name'];
    if (!isText(name)) return denialResponse(badRequest('ILLEGAL_VALUE', 'name must be a text.'));
    return devices.rename(uid, id, name) ? c.body(null, 204) : denialResponse(MISSING);
  });
  app.delete(`${DEVICES}/:id`, (c) => {
    const { uid, id } = c.req.param();
    return devices.remove(uid, id) ? c.body(null, 204) : denialResponse(MISSING);
  });
  app.get('/v1/accounts/:account/devices', (c) => {
    const [page, perPage] = [c.req.query('page') ?? '0', c.req.query('per_page') ?? '10'];
    if (!/^\d{1,6}$/.test(page) || !/^([1-9]\d?|100)$/.test(perPage))
      return denialResponse(badRequest('ILLEGAL_VALUE', 'page is from 0 on, per_page 1 to 100.'));
    return c.json(pageOf(account, new URL(c.req.url).pathname, Number(page), Number(perPage)));
  });
  return app;
}

/** Times in seconds. */
const printDevice = (device: Device) => ({
  id: device.id,
  created_at: Math.floor(device.createdAtMs / 1000),
  updated_at: Math.floor(device.updatedAtMs / 1000),
  name: device.name,
  user_agent: device.userAgent,
});

function pageOf({ devices, settings }: Account, path: string, page: number, perPage: number) {
  const all = devices.list();
  const count = Math.max(1, Math.ceil(all.length / perPage));
  const link = (to: number): string => `${path}?page=${to}&per_page=${perPage}`;
  return {
    metadata: {
      ...{ page, per_page: perPage, page_count: count, total_count: all.length },
      Links: [
        { self: link(page) },
        { first: link(0) },
        { previous: page > 0 ? link(page - 1) : '' },
        { next: page + 1 < count ? link(page + 1) : '' },
        { last: link(count - 1) },
      ],
    },
    records: all.slice(page * perPage, (page + 1) * perPage).map(({ uid, device }) => ({
      ...{ account_id: settings.id, user_id: uid, device: printDevice(device) },
    })),
  };
}
