import { ClientError } from '@playgate/client';
import { act, render } from '@testing-library/react';
import { Profiler } from 'react';
import type { ReactNode } from 'react';
import { expect, test, vi } from 'vitest';
import { PlaygateProvider } from '../src/playgate-provider.tsx';
import { useObservable } from '../src/use-observable.ts';
import { usePass } from '../src/use-pass.ts';
import { aPass, createFakeClient } from './fake-client.ts';
import { renderHookWith, renderWith } from './render-with.tsx';

const ASKED: string = 'film';
const Status = (): ReactNode => usePass('film').state.phase;
const Reader = (): ReactNode => useObservable(usePass('film').pass)?.id;

function counted(node: ReactNode) {
  const rendered = vi.fn();
  return {
    rendered,
    node: (
      <Profiler id="counted" onRender={rendered}>
        {node}
      </Profiler>
    ),
  };
}

test('check 45: StrictMode asks once, and shows no error on the way', async () => {
  const client = createFakeClient();
  const phases: string[] = [];
  const Watch = (): ReactNode => {
    phases.push(usePass('film').state.phase);
    return null;
  };
  renderWith(client, <Watch />);
  await act(async () => client.last().bring(aPass()));
  expect(client.asks()).toBe(1);
  expect(phases.filter((phase, i) => phase !== phases[i - 1])).toEqual([
    'idle',
    'authorizing',
    'authorized',
  ]);
});

test('check 46, P10: a renewal renders nothing again that reads the state, and once what reads the pass', async () => {
  const client = createFakeClient();
  const status = counted(<Status />);
  const reader = counted(<Reader />);
  const { container } = render(
    <PlaygateProvider client={client}>
      {status.node} {reader.node}
    </PlaygateProvider>,
  );
  const renew = (id: string) =>
    act(async () => client.authorizers.forEach((each) => each.pass.set(aPass({ id }))));
  await act(async () => client.authorizers.forEach((each) => each.bring(aPass({ id: 'first' }))));
  expect(container.textContent).toBe('authorized first');
  status.rendered.mockClear();
  reader.rendered.mockClear();
  await renew('second');
  await renew('third');
  expect(container.textContent).toBe('authorized third');
  expect(status.rendered).not.toHaveBeenCalled();
  expect(reader.rendered).toHaveBeenCalledTimes(2);
});

test('keeps its object between renders without a change', async () => {
  const client = createFakeClient();
  const { result, rerender } = renderHookWith(client, usePass, ASKED);
  const before = result.current;
  rerender('film');
  expect(result.current).toBe(before);
  await act(async () => client.last().pass.set(aPass({ id: 'renewed' })));
  expect(result.current).toBe(before);
});

test('gives the error in the state, and hands on what the viewer does', async () => {
  const client = createFakeClient();
  const { result } = renderHookWith(client, usePass, ASKED);
  const error = new ClientError('forbidden', 'Not for this viewer. Tell them.');
  await act(async () => client.last().refuse(error));
  expect(result.current.state).toEqual({ phase: 'denied', error });
  result.current.retry();
  await result.current.answer({ hash: '[]' });
  expect(client.last().log).toEqual(['retry', 'answer {"hash":"[]"}']);
});

test('another asset begins at its own beginning', async () => {
  const client = createFakeClient();
  const { result, rerender } = renderHookWith(client, usePass, ASKED);
  await act(async () => client.last().bring(aPass({ id: 'of film' })));
  await act(async () => rerender('other'));
  expect(result.current.state.phase).toBe('authorizing');
  expect(result.current.pass.get()).toBeUndefined();
});

test('check 41: another client, for another viewer, shows nothing of the first', async () => {
  const [first, second] = [createFakeClient(), createFakeClient()];
  const node = (client: typeof first) => (
    <PlaygateProvider client={client}>
      <Status /> <Reader />
    </PlaygateProvider>
  );
  const { container, rerender } = render(node(first));
  await act(async () => first.authorizers.forEach((each) => each.bring(aPass({ id: 'of A' }))));
  expect(container.textContent).toBe('authorized of A');
  await act(async () => rerender(node(second)));
  expect(container.textContent).toBe('authorizing ');
  expect(first.authorizers.every((each) => each.isDisposed())).toBe(true);
  expect(first.listeners()).toBe(0);
});

test('check 39: leaving during the ask warns of nothing and leaves nothing behind', async () => {
  const errors = vi.spyOn(console, 'error');
  const client = createFakeClient();
  const { unmount } = renderWith(client, <Status />);
  await act(async () => unmount());
  await act(async () => client.last().bring(aPass()));
  expect(errors).not.toHaveBeenCalled();
  expect(client.listeners()).toBe(0);
  expect(client.last().isDisposed()).toBe(true);
});

test('P13: 1000 mounts leave no listener and no authorizer', async () => {
  const client = createFakeClient();
  for (let i = 0; i < 1000; i += 1) {
    const { unmount } = renderWith(client, <Reader />);
    unmount();
  }
  await act(async () => undefined);
  expect(client.authorizers).toHaveLength(1000);
  expect(client.authorizers.filter((each) => !each.isDisposed())).toEqual([]);
  expect(client.listeners()).toBe(0);
});
