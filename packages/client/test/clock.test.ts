import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { systemClock } from '../src/clock.ts';

it('fires, and can be cancelled', async () => {
  const fired: string[] = [];
  const cancel = systemClock.after(1, () => fired.push('cancelled'));
  cancel();
  await new Promise<void>((done) => {
    systemClock.after(2, () => {
      fired.push('kept');
      done();
    });
    // The clock's own timers do not keep the process alive; this one does.
    setTimeout(() => {}, 50);
  });
  expect(fired).toEqual(['kept']);
});

it('check 39: its timers do not keep a Node process alive', () => {
  const clock = fileURLToPath(new URL('../src/clock.ts', import.meta.url));
  const script = `import { systemClock } from ${JSON.stringify(clock)}; systemClock.after(60_000, () => {});`;
  const args = ['--conditions=playgate-source', '--input-type=module', '--eval', script];
  execFileSync(process.execPath, args, {
    timeout: 20_000,
    cwd: fileURLToPath(new URL('.', import.meta.url)),
  });
});
