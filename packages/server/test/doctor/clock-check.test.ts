import { epochMs } from '@playgate/protocol';
import { describe, expect, it } from 'vitest';
import { clockCheck } from '../../src/doctor/index.ts';
import { NOW } from '../support.ts';
import { examine, levels, patient, plainPatient } from './patient.ts';

const dateOf = (ms: number): string => new Date(ms).toUTCString();

describe('the clock', () => {
  it.each([
    ['agrees', 0, 'ok'],
    ['is 4 seconds ahead, less than counts', -4, 'ok'],
    ['is 6 seconds ahead, of which 5 are certain', -6, 'warning'],
    ['is 8 seconds behind', 8, 'warning'],
    ['is 42 seconds ahead', -42, 'problem'],
    ['is an hour behind', 3600, 'problem'],
  ])('%s', async (_what, seconds, level) => {
    const url = await plainPatient(200, { Date: dateOf(NOW + seconds * 1000) });
    expect(levels(await examine(clockCheck({ url })))).toEqual([level]);
  });

  it('says by how much, whose clock it was compared with, what follows and what to do', async () => {
    const url = await plainPatient(404, { Date: dateOf(NOW - 42_000) });
    const { host } = new URL(url);
    expect(await examine(clockCheck({ url }))).toEqual([
      {
        id: 'clock',
        level: 'problem',
        summary: `The clock is about 42 seconds ahead of that of ${host}. What is signed now is from its future, and is refused there.`,
        advice: 'Let the machine set its clock by NTP.',
      },
    ]);
  });

  it('says what a clock that is behind does', async () => {
    const url = await plainPatient(200, { Date: dateOf(NOW + 60_000) });
    const [finding] = await examine(clockCheck({ url, id: 'brightcove.clock' }));
    expect(finding?.id).toBe('brightcove.clock');
    expect(finding?.summary).toContain('about 60 seconds behind');
    expect(finding?.summary).toContain('lost that much of its life');
  });

  it('takes thresholds', async () => {
    const url = await plainPatient(200, { Date: dateOf(NOW - 10_000) });
    expect(
      levels(await examine(clockCheck({ url, warningSeconds: 1, problemSeconds: 5 }))),
    ).toEqual(['problem']);
    expect(
      levels(await examine(clockCheck({ url, warningSeconds: 60, problemSeconds: 60 }))),
    ).toEqual(['ok']);
  });

  it('blames no clock for what a slow answer can explain', async () => {
    const url = await plainPatient(200, { Date: dateOf(NOW) });
    const times = [NOW - 40_000, NOW + 1000];
    const clock = {
      now: () => epochMs(times.shift() ?? NOW),
      sleep: () => new Promise<void>(() => undefined),
    };
    expect(levels(await examine(clockCheck({ url }), { clock }))).toEqual(['ok']);
  });

  it('compares nothing with the date of a cached answer, or of none', async () => {
    const cached = await plainPatient(200, { Date: dateOf(NOW - 300_000), Age: '300' });
    const bare = await patient((_request, response) => {
      response.sendDate = false;
      response.end();
    });
    for (const url of [cached, bare])
      expect(levels(await examine(clockCheck({ url })))).toEqual(['warning']);
  });

  it('is not compared over plain http, where anybody may have written the date', () => {
    expect(() => clockCheck({ url: 'http://media.example/' })).toThrow(/^url must be .*https/);
  });

  it('refuses thresholds the wrong way round', () => {
    const wrong = { url: 'https://a.example', warningSeconds: 9, problemSeconds: 3 };
    expect(() => clockCheck(wrong)).toThrow(/problemSeconds/);
  });
});
