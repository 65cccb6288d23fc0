import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CANARY_SUBJECTS } from './canary-subjects.ts';
import { prepareCanaries } from './run-canaries.ts';
import type { CanaryRunner } from './run-canaries.ts';
import { TROUBLES } from './troubles.ts';

const cases = CANARY_SUBJECTS.flatMap((subject) => [
  { subject, isStrange: false, whose: `${subject.name}’s own` },
  { subject, isStrange: true, whose: `wrong ones for ${subject.name}` },
]);

describe.each(cases)('A48 secrets: $whose', ({ subject, isStrange }) => {
  let runner: CanaryRunner;
  beforeAll(async () => {
    runner = await prepareCanaries(subject, isStrange);
  });
  afterAll(() => runner.close());

  it.each(TROUBLES)('come out nowhere, whatever befalls calls: $trouble', async (trouble) => {
    const { found, leaks } = await runner.run(trouble);
    expect({ found, leaks }).toEqual({ found: [], leaks: [] });
  });
});

describe.each(CANARY_SUBJECTS)('the operations of $name', (subject) => {
  it('mostly succeed while nothing goes wrong, and tell every channel that they have', async () => {
    const run = await prepareCanaries(subject);
    const { outcomes, told } = await run.run({ trouble: 'nothing', begin: async () => undefined });
    await run.close();
    const good = Object.values(outcomes).filter((one) => one === 'result' || one === 'response');
    expect(good.length).toBeGreaterThan(Object.keys(outcomes).length / 2);
    for (const channel of ['response', 'result', 'error', 'hook'] as const)
      expect(told[channel]).toBeGreaterThan(0);
    expect(told.console).toBe(0);
  });
});
