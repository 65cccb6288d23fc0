import { describe, expect, it } from 'vitest';
import { clockCheck, createDoctorCheck, runDoctor } from '../../src/doctor/index.ts';
import type { DoctorCheck, DoctorFinding } from '../../src/doctor/index.ts';
import { ServerError } from '../../src/index.ts';
import { closedAddress, doctorContext, examine, patient } from './patient.ts';

async function all(findings: AsyncIterable<DoctorFinding>): Promise<readonly DoctorFinding[]> {
  const found: DoctorFinding[] = [];
  for await (const finding of findings) found.push(finding);
  return found;
}

const good = (id: string): DoctorCheck => ({
  id,
  title: `the ${id}`,
  run: () => Promise.resolve([{ id, level: 'ok', summary: `${id} is well.` }]),
});

const throwing = (error: unknown): DoctorCheck => ({
  id: 'sick',
  title: 'the patient',
  run: () => Promise.reject(error),
});

describe('the doctor', () => {
  it('runs checks one after another, says which one begins, and gives findings as they come', async () => {
    const log: string[] = [];
    const check = (id: string): DoctorCheck => ({
      ...good(id),
      run: async (context) => {
        log.push(`${id} begins`);
        const findings = await good(id).run(context);
        log.push(`${id} ends`);
        return findings;
      },
    });
    const findings = runDoctor([check('heart'), check('lung')], {
      ...doctorContext,
      onProgress: ({ title, index, count }) => log.push(`${index}/${count} ${title}`),
    });
    for await (const { summary } of findings) log.push(summary);
    expect(log).toEqual([
      '1/2 the heart',
      'heart begins',
      'heart ends',
      'heart is well.',
      '2/2 the lung',
      'lung begins',
      'lung ends',
      'lung is well.',
    ]);
  });

  it('takes a check that throws for a problem, and goes on', async () => {
    const sick = throwing(new ServerError('config', 'accountId must be digits.'));
    const findings = await all(runDoctor([sick, good('heart')], doctorContext));
    expect(findings).toMatchObject([
      { id: 'sick', level: 'problem', summary: 'accountId must be digits.' },
      { id: 'heart', level: 'ok' },
    ]);
    expect(findings[0]?.advice).toBe('Correct the option that the sentence names.');
  });

  it.each([[new TypeError('Authorization: Bearer canary')], ['canary'], [undefined]])(
    'shows nothing of an error of others: %s',
    async (error) => {
      const [finding] = await all(runDoctor([throwing(error)], doctorContext));
      expect(finding?.level).toBe('problem');
      expect(finding?.summary).toContain('the patient');
      expect(JSON.stringify(finding)).not.toContain('canary');
    },
  );

  it('stops when it is told to, before and within a check', async () => {
    const told = new AbortController();
    const waiting: DoctorCheck = {
      ...good('heart'),
      run: ({ signal }) => {
        told.abort(new Error('enough'));
        return Promise.reject(signal.reason);
      },
    };
    const { signal } = told;
    for (let time = 0; time < 2; time += 1)
      await expect(all(runDoctor([waiting], { ...doctorContext, signal }))).rejects.toMatchObject({
        code: 'aborted',
      });
  });

  it('needs nothing but checks', async () => {
    expect(await all(runDoctor([good('heart')]))).toHaveLength(1);
  });
});

describe('a check', () => {
  it('gives what it throws as a finding, unless it was aborted', async () => {
    const error = new ServerError('vendor_connection', 'cdn.example could not be reached.');
    const check = createDoctorCheck({ id: 'cdn', title: 'the CDN' }, () => Promise.reject(error));
    expect(await examine(check)).toMatchObject([{ id: 'cdn', summary: error.message }]);
    await expect(examine(check, { signal: AbortSignal.abort() })).rejects.toBe(error);
  });

  it('says what keeps it from an address, without the query', async () => {
    const url = await patient((request) => request.socket.destroy());
    const [broken] = await examine(clockCheck({ url: `${url}/date?sig=canary` }));
    expect(broken?.summary).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/date could not be reached/);
    const [closed] = await examine(clockCheck({ url: await closedAddress() }));
    expect(closed?.summary).toContain(': nothing listens there.');
    expect(closed?.advice).toContain('from this machine');
  });

  it('waits ten seconds for an address, and no longer', async () => {
    const pauses: number[] = [];
    const clock = {
      ...doctorContext.clock,
      sleep: (ms: number) => {
        pauses.push(ms);
        return Promise.resolve();
      },
    };
    const url = await patient(() => undefined);
    const [finding] = await examine(clockCheck({ url }), { clock });
    expect(finding?.summary).toContain('did not answer within 10 seconds');
    expect(pauses).toEqual([10_000]);
  });

  it('waits no longer for an address once it is aborted, even if fetch does not heed it', async () => {
    const told = new AbortController();
    const fetch: typeof globalThis.fetch = () => {
      told.abort(new Error('enough'));
      return new Promise(() => undefined);
    };
    const check = clockCheck({ url: 'https://a.example/' });
    await expect(examine(check, { fetch, signal: told.signal })).rejects.toThrow('enough');
  });
});
