import { ClientError } from '@playgate/client';
import { act, render, screen } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';
import { IbmEmbed } from '../src/ibm-embed.tsx';
import { Boundary } from './boundary.tsx';
import { aPass, createFakeClient } from './fake-client.ts';
import { renderWith } from './render-with.tsx';

const SRC = 'https://video.ibm.com/embed/1';
const ORIGIN = `api-target-origin=${encodeURIComponent(window.location.origin)}`;

afterEach(() => vi.restoreAllMocks());

function frame(): HTMLIFrameElement {
  const found = screen.getByTitle('A talk');
  if (!(found instanceof HTMLIFrameElement)) throw new Error('the title is the frame’s');
  return found;
}

function say(data: unknown, source = frame().contentWindow): void {
  const origin = 'https://video.ibm.com';
  const event = new MessageEvent('message', { data: JSON.stringify(data), origin, source });
  act(() => void window.dispatchEvent(event));
}

/** Renders what must end in the error boundary, in silence. */
function renderBroken(element: Parameters<typeof renderWith>[1], client = createFakeClient()) {
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const quiet = (event: Event): void => event.preventDefault();
  window.addEventListener('error', quiet);
  const rendered = renderWith(client, <Boundary>{element}</Boundary>);
  return { ...rendered, client, end: () => window.removeEventListener('error', quiet) };
}

test('frames an address, without a provider', () => {
  const { container } = render(<IbmEmbed src={SRC} title="A talk" className="talk" />);
  expect(frame().src).toBe(`${SRC}?${ORIGIN}`);
  expect(frame().hidden).toBe(false);
  expect(frame().getAttribute('allow')).toBe('autoplay; fullscreen');
  expect(frame().referrerPolicy).toBe('strict-origin-when-cross-origin');
  const box = container.querySelector<HTMLElement>('.talk');
  expect(box?.style.aspectRatio).toBe('16 / 9');
});

test('tells the player of another origin, where the page says so', () => {
  render(<IbmEmbed src={SRC} title="A talk" apiTargetOrigin="https://app.example" />);
  expect(frame().src).toBe(`${SRC}?api-target-origin=https%3A%2F%2Fapp.example`);
});

test('tells IBM more of the page, or less, where the page says so', () => {
  render(<IbmEmbed src={SRC} title="A talk" referrerPolicy="no-referrer-when-downgrade" />);
  expect(frame().getAttribute('referrerpolicy')).toBe('no-referrer-when-downgrade');
});

test('another address is another frame, in the same place', () => {
  const { rerender } = render(<IbmEmbed src={SRC} title="A talk" />);
  rerender(<IbmEmbed src={`${SRC}0`} title="A talk" />);
  expect(frame().src).toBe(`${SRC}0?${ORIGIN}`);
});

test('A71: tells of what its own frame says, to the handlers of the last render', () => {
  const [first, onEvent, onReady] = [vi.fn(), vi.fn(), vi.fn()];
  const { rerender } = render(<IbmEmbed src={SRC} title="A talk" onEvent={first} />);
  rerender(<IbmEmbed src={SRC} title="A talk" onEvent={onEvent} onReady={onReady} />);
  say({ event: { playing: true } }, window);
  expect(onEvent).not.toHaveBeenCalled();
  say({ event: { ready: true } });
  say({ event: { playing: true } });
  expect(onReady).toHaveBeenCalledExactlyOnceWith(
    expect.objectContaining({ player: expect.anything(), reload: expect.any(Function) }),
  );
  expect(onEvent).toHaveBeenCalledExactlyOnceWith('playing', true);
  expect(first).not.toHaveBeenCalled();
});

test('check 45: one pass for one mount in StrictMode; it is put on the address that the pass names', async () => {
  const client = createFakeClient();
  renderWith(client, <IbmEmbed asset="talk" title="A talk" fallback="One moment" />);
  expect(screen.getByText('One moment')).toBeDefined();
  expect(frame().hidden).toBe(true);
  await act(async () => client.last().bring(aPass({ mode: 'single-use', source: { src: SRC } })));
  expect(frame().src).toBe(`${SRC}?vt=placed&${ORIGIN}`);
  expect(frame().hidden).toBe(false);
  expect(screen.queryByText('One moment')).toBeNull();
  expect(client.asks()).toBe(1);
});

test('a renewal does not open the frame anew; the end of the session closes it', async () => {
  const client = createFakeClient();
  renderWith(client, <IbmEmbed asset="talk" title="A talk" fallback="Over" />);
  const source = { src: SRC };
  await act(async () => client.last().bring(aPass({ source })));
  const before = frame().contentWindow;
  await act(async () => client.last().pass.set(aPass({ id: 'renewed', source: { src: SRC } })));
  await act(async () => client.last().state.set({ phase: 'authorized', source }));
  expect(frame().contentWindow).toBe(before);
  await act(async () => client.last().state.set({ phase: 'signed-out' }));
  expect(screen.getByText('Over')).toBeDefined();
  expect(frame().hasAttribute('src')).toBe(false);
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
  expect(frame().hasAttribute('src')).toBe(false);
  expect(frame().hidden).toBe(true);
});

test('says why there is no pass, and can ask again', async () => {
  const client = createFakeClient();
  const onError = vi.fn();
  renderWith(client, <IbmEmbed asset="talk" title="A talk" onError={onError} />);
  const error = new ClientError('forbidden', 'Not for this viewer. Tell them.');
  await act(async () => client.last().refuse(error));
  expect(onError).toHaveBeenCalledExactlyOnceWith(error, expect.anything());
  await act(async () => onError.mock.lastCall?.[1].reload());
  expect(client.last().log).toEqual(['retry', 'reload']);
});

test('a pass that names no source is a mistake of the backend', async () => {
  const { client, container, end } = renderBroken(<IbmEmbed asset="talk" title="A talk" />);
  await act(async () => client.last().bring(aPass()));
  expect(container.textContent).toContain('The pass names no address to frame');
  end();
});

test('an address that is none is a mistake of the page', () => {
  const { container, end } = renderBroken(<IbmEmbed src="/embed/1" title="A talk" />);
  expect(container.textContent).toContain('absolute https URL');
  end();
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
