// @vitest-environment node
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { registerPlaygateWorker } from '../../src/worker/index.ts';
import { FakeContainer, FakeTimers, SCRIPT } from './worker-stage.ts';

test('registration waits until the worker controls the page', async () => {
  const container = new FakeContainer();
  container.controller = null;
  const timers = new FakeTimers();
  const options = { container, clock: timers, scope: '/films/' };
  const registered = registerPlaygateWorker('/worker.js', options);
  await once(timers, 'set');
  container.controller = SCRIPT;
  container.dispatchEvent(new Event('controllerchange'));
  await expect(registered).resolves.toBeDefined();
  expect(container.register).toHaveBeenCalledWith('/worker.js', {
    type: 'module',
    scope: '/films/',
  });
});

test('registration does not take another worker that controls the page for its own', async () => {
  const container = new FakeContainer();
  container.controller = { scriptURL: 'https://app.example/offline.js' };
  const timers = new FakeTimers();
  const registered = registerPlaygateWorker('/worker.js', { container, clock: timers });
  const failed = registered.catch((error: unknown) => error);
  await once(timers, 'set');
  timers.ring();
  expect(await failed).toMatchObject({ code: 'placement_unsupported' });
});

test('M15: registration says what to do where there are no workers, or none that controls the page', async () => {
  const container = new FakeContainer();
  container.controller = null;
  const timers = new FakeTimers();
  const late = registerPlaygateWorker('/worker.js', { container, clock: timers });
  const failed = new FakeContainer();
  failed.register = () => Promise.reject(new TypeError('no script'));
  const all = Promise.allSettled([
    late,
    registerPlaygateWorker('/worker.js', { container: failed }),
    registerPlaygateWorker('/worker.js'),
  ]);
  await once(timers, 'set');
  timers.ring();
  for (const one of await all)
    expect(one).toMatchObject({
      status: 'rejected',
      reason: { code: 'placement_unsupported', instead: 'server-helper' },
    });
});
