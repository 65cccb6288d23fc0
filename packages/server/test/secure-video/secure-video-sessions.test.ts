import { epochMs } from '@playgate/protocol';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { rejection, scriptedSecureVideo, secureVideoWorld } from './secure-video-world.ts';

/** As the live API answered, by a public recording of 2015. */
const RECORDED = {
  SessionId: 36208,
  ScheduleTs: '2016-04-16T15:00:00',
  BillableTs: null,
  BillableStatusCd: null,
  UserId: 12281,
  IsRecorded: false,
  Participants: [
    {
      ParticipationId: 71896,
      ParticipantFullName: 'Test User',
      SecureVideoUserId: 12281,
      ParticipantEmailAddress: 'test@test.example',
      ParticipantSmsNumber: '',
      ParticipantDefaultResolution: 'high',
      ParticipantTimeZoneWindowsId: 'Pacific Standard Time',
      ConnectCode: 4848645,
      ShouldAutoDeliverCode: 'E',
      ConnectionTs: '2016-04-16T15:01:02',
      ExpiresTs: null,
      RSVP: 'Unknown',
    },
  ],
};

describe('sessions', () => {
  afterEach(() => vi.unstubAllEnvs());

  it('are read as recorded, with times in UTC and codes of nine digits that do not print', async () => {
    const { client } = scriptedSecureVideo(() => Response.json([RECORDED]));
    const [session] = await client.sessions.list();
    expect(session).toMatchObject({
      id: '36208',
      userId: '12281',
      scheduledAt: epochMs(Date.parse('2016-04-16T15:00:00Z')),
      isRecorded: false,
      billableAt: undefined,
      participants: [
        {
          id: '71896',
          userId: '12281',
          fullName: 'Test User',
          smsNumber: undefined,
          connectedAt: epochMs(Date.parse('2016-04-16T15:01:02Z')),
          expiresAt: undefined,
          rsvp: 'Unknown',
        },
      ],
    });
    expect(session?.participants[0]?.connectCode?.reveal()).toBe('004848645');
    expect(JSON.stringify(session)).not.toContain('4848645');
  });

  it('have times in UTC wherever the server is', async () => {
    vi.stubEnv('TZ', 'America/New_York');
    const { client, sent } = scriptedSecureVideo(() => Response.json(RECORDED));
    const scheduledAt = epochMs(Date.parse('2016-04-16T15:00:00Z'));
    expect(new Date(scheduledAt).getHours()).toBe(11);
    expect(await client.sessions.update('1', { scheduledAt })).toMatchObject({ scheduledAt });
    expect(sent[0]?.body).toEqual({ ScheduleTs: '2016-04-16T15:00:00' });
  });

  it('are made by the body that the vendor’s page prints, moved and cancelled', async () => {
    const { client, sent } = await secureVideoWorld();
    const session = await client.sessions.create('5', {
      scheduledAt: epochMs(Date.parse('2026-04-16T15:00:00.900Z')),
      participants: [
        {
          fullName: 'Trevor',
          emailAddress: 'trevor@home.example',
          smsNumber: '3124455566',
          defaultResolution: 'default',
          timeZoneWindowsId: 'Hawaiian Standard Time',
          shouldAutoDeliverCode: 'S',
        },
      ],
    });
    expect(sent[0]?.body).toEqual({
      ScheduleTs: '2026-04-16T15:00:00',
      Participants: [
        {
          ParticipantFullName: 'Trevor',
          ParticipantEmailAddress: 'trevor@home.example',
          ParticipantSmsNumber: '3124455566',
          ParticipantDefaultResolution: 'default',
          ParticipantTimeZoneWindowsId: 'Hawaiian Standard Time',
          ShouldAutoDeliverCode: 'S',
        },
      ],
    });
    expect(session.participants.map(({ userId }) => userId)).toEqual(['5', undefined]);
    const scheduledAt = epochMs(Date.parse('2027-02-04T22:00:00Z'));
    expect(await client.sessions.update(session.id, { scheduledAt })).toMatchObject({
      scheduledAt,
    });
    expect(await client.sessions.read(session.id)).toMatchObject({ id: session.id, scheduledAt });
    await client.sessions.delete(session.id);
    expect(await rejection(client.sessions.read(session.id))).toMatchObject({
      code: 'vendor_not_found',
      reason: 'not_found',
    });
  });

  it('SV-S9 are listed: all, by user, by participant, by your own system’s id', async () => {
    const { client, sent } = await secureVideoWorld();
    const count = async (filter = {}): Promise<number> =>
      (await client.sessions.list(filter)).length;
    expect(await count()).toBe(3);
    expect(await count({ user: '5' })).toBe(2);
    expect(await count({ participantEmail: 'vera@home.example' })).toBe(1);
    expect(await count({ user: '6', participantEmail: 'vera@home.example' })).toBe(0);
    expect(await count({ user: { externalId: 'ehr-6' } })).toBe(1);
    expect(sent.map(({ path }) => path)).toEqual([
      '/session',
      '/session/5',
      '/session?participantEmail=vera%40home.example',
      '/session/6?participantEmail=vera%40home.example',
      '/session/0?externalId=ehr-6',
    ]);
  });

  it.each(['', ' '])(
    'are not listed for the participant %j, who could be everybody',
    async (participantEmail) => {
      const { client, sent } = await secureVideoWorld();
      expect(await rejection(client.sessions.list({ participantEmail }))).toMatchObject({
        code: 'invalid_value',
      });
      expect(sent).toEqual([]);
    },
  );

  it('are made for a user whom your own system names', async () => {
    const { client, sent } = await secureVideoWorld();
    const session = { scheduledAt: epochMs(0), participants: [{ fullName: 'T' }] };
    expect(await client.sessions.create({ externalId: 'ehr-6' }, session)).toMatchObject({
      userId: '6',
    });
    expect(sent[0]?.path).toBe('/session/0?externalId=ehr-6');
  });

  it('cannot be moved to a time that is none', async () => {
    const { client, sent } = scriptedSecureVideo(() => Response.json(RECORDED));
    const scheduledAt = epochMs(Date.parse('soon'));
    expect(await rejection(client.sessions.update('1', { scheduledAt }))).toMatchObject({
      code: 'invalid_value',
    });
    expect(sent).toEqual([]);
  });

  it('where passkeys are enabled, each code comes with one', async () => {
    const { client, tell } = await secureVideoWorld();
    await tell('setPasskeys', { enabled: true });
    const session = { scheduledAt: epochMs(0), participants: [{ fullName: 'T' }] };
    const { participants } = await client.sessions.create('5', session);
    for (const { passkey } of participants) expect(passkey?.reveal()).toMatch(/^[\da-f-]{36}$/);
  });

  it.each([
    ['without a time', { ...RECORDED, ScheduleTs: null }],
    ['with an odd time', { ...RECORDED, ScheduleTs: 'soon' }],
    ['without participants', { ...RECORDED, Participants: null }],
    ['with a participant without an id', { ...RECORDED, Participants: [{}] }],
    ['without an owner', { ...RECORDED, UserId: null }],
  ])('one %s is refused', async (_what, answer) => {
    const { client } = scriptedSecureVideo(() => Response.json([answer]));
    expect(await rejection(client.sessions.list())).toMatchObject({ code: 'vendor_response' });
  });
});
