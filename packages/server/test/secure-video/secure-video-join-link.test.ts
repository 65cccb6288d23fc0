import { epochMs } from '@playgate/protocol';
import { describe, expect, it } from 'vitest';
import { secureVideoJoinLink } from '../../src/secure-video/index.ts';
import { codeThrown } from '../api/api-support.ts';
import { secureVideoWorld } from './secure-video-world.ts';

const connectCode = '111222333';
const passkey = '4cfbab43-93bf-4af2-ad66-f539133d0d41';

describe('SV-B2 a join link', () => {
  it('is that of the document: plain, with a launch, with a passkey and a launch', () => {
    expect(secureVideoJoinLink({ connectCode }).reveal()).toBe(
      'https://hub.securevideo.com/Pass/Join/111222333',
    );
    expect(secureVideoJoinLink({ connectCode }, { launch: true }).reveal()).toBe(
      'https://hub.securevideo.com/Pass/Join/111222333?launch=1',
    );
    expect(secureVideoJoinLink({ connectCode, passkey }, { launch: true }).reveal()).toBe(
      `https://hub.securevideo.com/Pass/Join/111222333?passkey=${passkey}&launch=1`,
    );
  });

  it('may lead to your company’s sub-domain, and does not print', () => {
    const link = secureVideoJoinLink(
      { connectCode },
      { hubUrl: 'https://clinic.securevideo.com/' },
    );
    expect(link.reveal()).toBe('https://clinic.securevideo.com/Pass/Join/111222333');
    expect(String(link)).toBe('[secret]');
  });

  it.each(['', '12345678', '1234567890', '12345678a', '111222333?x', '111222333\n', undefined])(
    'is refused for the code %j',
    (code) => {
      expect(codeThrown(() => secureVideoJoinLink({ connectCode: code }))).toBe('invalid_value');
    },
  );

  it.each(['', passkey.slice(1), `${passkey}&x=1`, passkey.replaceAll('-', '')])(
    'is refused for the passkey %j',
    (key) => {
      expect(codeThrown(() => secureVideoJoinLink({ connectCode, passkey: key }))).toBe(
        'invalid_value',
      );
    },
  );

  it.each(['http://hub.securevideo.com/', 'https://hub.securevideo.com', 'https://h.example/a?b/'])(
    'is refused for the hub %j',
    (hubUrl) => {
      expect(codeThrown(() => secureVideoJoinLink({ connectCode }, { hubUrl }))).toBe('config');
    },
  );

  it.each([false, true])('SV-E3 lets its participant in, with passkeys: %j', async (enabled) => {
    const { client, tell } = await secureVideoWorld();
    await tell('setPasskeys', { enabled });
    const { participants } = await client.sessions.create('5', {
      scheduledAt: epochMs(Date.parse('2023-11-15T00:00:00Z')),
      participants: [{ fullName: 'Trevor' }],
    });
    const [, trevor] = participants;
    if (trevor === undefined) throw new Error('Trevor is missing.');
    const page = await fetch(client.joinLink(trevor, { launch: true }).reveal());
    expect(page.status).toBe(200);
    expect(await page.text()).toContain('"who":"Trevor"');
    const now = await client.sessions.list({ user: '5' });
    expect(now.at(-1)?.participants[1]?.connectedAt).toBe(1_700_000_000_000);
  });
});
