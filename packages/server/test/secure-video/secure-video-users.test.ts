import { describe, expect, it } from 'vitest';
import { secret } from '../../src/secret/secret.ts';
import { rejection, scriptedSecureVideo, secureVideoWorld } from './secure-video-world.ts';

/** As "API - Users" prints one. */
const PRINTED = {
  SystemUserId: '23487',
  FullName: 'I. A. Example',
  EmailAddress: 'example@clinic.example',
  SmsNumber: '',
  DefaultResolution: 'high',
  TimeZoneWindowsId: 'Pacific Standard Time',
  HelpNumber: '111-334-8512',
  VideoId: 'securevideo+sv000002348795507371',
  ExternalId: '',
  SystemRoles: 'H,P',
  NewPassword: null,
};

describe('users', () => {
  it('are read as printed; empty texts are absent', async () => {
    const { client } = scriptedSecureVideo(() => Response.json(PRINTED));
    expect(await client.users.read('23487')).toEqual({
      id: '23487',
      fullName: 'I. A. Example',
      emailAddress: 'example@clinic.example',
      smsNumber: undefined,
      defaultResolution: 'high',
      timeZoneWindowsId: 'Pacific Standard Time',
      helpNumber: '111-334-8512',
      externalId: undefined,
      systemRoles: ['H', 'P'],
    });
  });

  it('are read from older answers, too, which have fewer members', async () => {
    const { SystemUserId, FullName } = PRINTED;
    const { client } = scriptedSecureVideo(() => Response.json([{ SystemUserId, FullName }]));
    expect(await client.users.list()).toMatchObject([{ id: '23487', systemRoles: [] }]);
  });

  it('are made, read, changed and deleted', async () => {
    const { client, sent } = await secureVideoWorld();
    const { id } = await client.users.create({
      fullName: 'A. MacGuffin',
      emailAddress: 'macguffin@clinic.example',
      smsNumber: '3121234567',
      timeZoneWindowsId: 'Eastern Standard Time',
      systemRoles: ['H', 'P'],
      newPassword: 'correct horse',
    });
    expect(sent[0]?.body).toEqual({
      FullName: 'A. MacGuffin',
      EmailAddress: 'macguffin@clinic.example',
      SmsNumber: '3121234567',
      TimeZoneWindowsId: 'Eastern Standard Time',
      SystemRoles: 'H,P',
      NewPassword: 'correct horse',
    });
    await client.users.update(id, { fullName: 'B. MacGuffin' });
    expect(sent[1]).toMatchObject({ path: `/user/${id}`, body: { FullName: 'B. MacGuffin' } });
    expect(await client.users.read(id)).toMatchObject({
      fullName: 'B. MacGuffin',
      smsNumber: '3121234567',
    });
    await client.users.delete(id);
    expect(await rejection(client.users.read(id))).toMatchObject({ code: 'vendor_not_found' });
  });

  it('SV-S9 are named by your own system’s id in every call', async () => {
    const { client, sent } = await secureVideoWorld();
    const ref = { externalId: 'ehr-6' };
    expect(await client.users.read(ref)).toMatchObject({ id: '6' });
    expect(await client.users.update(ref, { fullName: 'Ben' })).toMatchObject({ id: '6' });
    await client.users.delete(ref);
    expect(sent.map(({ path }) => path)).toEqual(Array(3).fill('/user/0?externalId=ehr-6'));
  });

  it('a password may be wrapped, and is in no event', async () => {
    const events: unknown[] = [];
    const { client, sent } = await secureVideoWorld({ onCall: (event) => events.push(event) });
    const newPassword = secret('correct horse', { name: 'password' });
    await client.users.update('6', { newPassword });
    expect(sent[0]?.body).toEqual({ NewPassword: 'correct horse' });
    expect(JSON.stringify(events)).not.toContain('horse');
  });

  it('are listed whole, since the vendor has no pages: up to 16 MiB', async () => {
    const list = (length: number) => Array.from({ length }, () => PRINTED);
    const answered = (length: number) =>
      scriptedSecureVideo(() => Response.json(list(length))).client.users.list();
    expect(await answered(10_000)).toHaveLength(10_000);
    expect(await rejection(answered(60_000))).toMatchObject({ code: 'vendor_response' });
  });

  it.each([
    ['no list', { SystemUserId: '5' }],
    ['a user without an id', [{ FullName: 'A' }]],
    ['a user whose id is odd', [{ SystemUserId: '../7' }]],
    ['a text', 'users'],
  ])('an answer that is %s is refused', async (_what, answer) => {
    const { client } = scriptedSecureVideo(() => Response.json(answer));
    expect(await rejection(client.users.list())).toMatchObject({ code: 'vendor_response' });
  });
});
