import { ClientError } from '@playgate/client';
import { act, render, screen } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';
import { IbmEmbed } from '../src/ibm-embed.tsx';
import { Boundary } from './boundary.tsx';
import { aPass, createFakeClient } from './fake-client.ts';
import { renderWith } from './render-with.tsx';

const SRC = 'https://video.ibm.com/embed/1';

afterEach(() => vi.restoreAllMocks());

function frame(): HTMLIFrameElement {
  const found = screen.getByTitle('A talk');
  if (!(found instanceof HTMLIFrameElement)) throw new Error('the title is the frame’s');
  return found;
}

const say = (data: unknown, source = frame().contentWindow) =>
  window.dispatchEvent(
    new MessageEvent('message', {
      data: JSON.stringify(data),
      origin: 'https://video.ibm.com',
      source,
    }),
  );

test('frames an address, without a provider', () => {
  render(<IbmEmbed src={SRC} title="A talk" apiTargetOrigin="https://app.example" />);
  expect(frame().src).toBe(`${SRC}?api-target-origin=https%3A%2F%2Fapp.example`);
  expect(frame().getAttribute('referrerpolicy')).toBe('no-referrer-when-downgrade');
  expect(frame().style.aspectRatio).toBe('16 / 9');
});

test('A71: tells of what its own frame says, to the handlers of the last render', () => {
  const [first, onEvent, onReady] = [vi.fn(), vi.fn(), vi.fn()];
  const { rerender } = render(<IbmEmbed src={SRC} title="A talk" onEvent={first} />);
  rerender(<IbmEmbed src={SRC} title="A talk" onEvent={onEvent} onReady={onReady} />);
  say({ event: { playing: true } }, window);
  expect(onEvent).not.toHaveBeenCalled();
  say({ event: { ready: true } });
  say({ event: { playing: true } });
  expect(onReady).toHaveBeenCalledExactlyOnceWith({ call: expect.any(Function) });
  expect(onEvent).toHaveBeenCalledExactlyOnceWith('playing', true);
  expect(first).not.toHaveBeenCalled();
});

test('check 45: one pass for one mount in StrictMode; it is put on the address that the pass names', async () => {
  const client = createFakeClient();
  renderWith(client, <IbmEmbed asset="talk" title="A talk" fallback="One moment" />);
  expect(screen.getByText('One moment')).toBeDefined();
  await act(async () => client.last().bring(aPass({ mode: 'single-use', source: { src: SRC } })));
  expect(frame().src).toBe(`${SRC}?vt=placed`);
  expect(client.asks()).toBe(1);
});

test('a renewal does not open the frame anew; the end of the session closes it', async () => {
  const client = createFakeClient();
  renderWith(client, <IbmEmbed asset="talk" title="A talk" fallback="Over" />);
  await act(async () => client.last().bring(aPass({ source: { src: SRC } })));
  const before = frame();
  await act(async () => client.last().pass.set(aPass({ id: 'renewed', source: { src: SRC } })));
  expect(frame()).toBe(before);
  expect(frame().src).toBe(`${SRC}?vt=placed`);
  await act(async () => client.last().state.set({ phase: 'signed-out' }));
  expect(screen.getByText('Over')).toBeDefined();
});

test('an inline object of parameters does not ask again, another asset does', async () => {
  const client = createFakeClient();
  const { rerender } = renderWith(
    client,
    <IbmEmbed asset="talk" params={{ a: 1 }} title="A talk" />,
  );
  rerender(<IbmEmbed asset="talk" params={{ a: 1 }} title="A talk" />);
  expect(client.asks()).toBe(1);
  await act(async () => client.last().bring(aPass({ source: { src: SRC } })));
  await act(async () => rerender(<IbmEmbed asset="other" title="A talk" />));
  expect(client.asks()).toBe(2);
  expect(screen.queryByTitle('A talk')).toBeNull();
});

test('says why there is no pass', async () => {
  const client = createFakeClient();
  const onError = vi.fn();
  renderWith(client, <IbmEmbed asset="talk" title="A talk" onError={onError} />);
  const error = new ClientError('forbidden', 'Not for this viewer. Tell them.');
  await act(async () => client.last().refuse(error));
  expect(onError).toHaveBeenCalledExactlyOnceWith(error);
});

test('a pass that names no source is a mistake of the backend', async () => {
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const quiet = (event: Event): void => event.preventDefault();
  window.addEventListener('error', quiet);
  const client = createFakeClient();
  const { container } = renderWith(
    client,
    <Boundary>
      <IbmEmbed asset="talk" title="A talk" />
    </Boundary>,
  );
  await act(async () => client.last().bring(aPass()));
  expect(container.textContent).toContain('Mend `src`, or the source of the pass');
  window.removeEventListener('error', quiet);
});

test('check 39: leaving before the pass comes warns of nothing', async () => {
  const errors = vi.spyOn(console, 'error');
  const client = createFakeClient();
  const { unmount } = renderWith(client, <IbmEmbed asset="talk" title="A talk" />);
  await act(async () => unmount());
  await act(async () => client.last().bring(aPass({ source: { src: SRC } })));
  expect(client.last().isDisposed()).toBe(true);
  expect(errors).not.toHaveBeenCalled();
});
