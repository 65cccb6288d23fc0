import { ClientError, createObservable, systemClock } from '@playgate/client';
import type { AuthorizerPhase, AuthorizerState, ClientErrorCode, Clock } from '@playgate/client';
import videojs from 'video.js';
import { addTexts } from '../../src/lang/add-texts.ts';
import { mountUi } from '../../src/ui/mount-ui.ts';
import type { UiOptions } from '../../src/ui/ui-options.ts';

export const interaction = {
  entryUrl: 'https://club.example/enter?a=1',
  returnUrl: 'https://app.example/pass',
  params: { ustreamContentId: '2002' },
};

/** A real player with our dialogs, over a playback, a clock and a picture that the test moves. */
export function mountedUi(options: UiOptions = {}, language = 'en') {
  const video = document.createElement('video');
  video.load = () => undefined;
  video.className = 'video-js';
  document.body.replaceChildren(video);
  videojs.log.level('off');
  const player = videojs(video, { controls: true, language });
  const picture = { readyState: 0, paused: true, seeking: false, ended: false };
  player.readyState = () => picture.readyState;
  player.paused = () => picture.paused;
  player.seeking = () => picture.seeking;
  player.ended = () => picture.ended;

  const state = createObservable<AuthorizerState>({ phase: 'idle' });
  const calls: string[] = [];
  const answers: { answer: unknown; resolve: () => void; reject: (error: Error) => void }[] = [];
  const playgate = {
    state,
    retry: () => void calls.push('retry'),
    answer: (answer: unknown) =>
      new Promise<void>((resolve, reject) => answers.push({ answer, resolve, reject })),
  };
  const clock = manualClock();
  let nonces = 0;
  const randomBytes = (length: number) => new Uint8Array(length).fill((nonces += 1));
  const ui = mountUi(player, playgate, options, addTexts, { clock, randomBytes });

  const root = player.el();
  return {
    player,
    ui,
    end() {
      ui.dispose();
      player.dispose();
    },
    state,
    calls,
    answers,
    clock,
    picture,
    enter(phase: AuthorizerPhase, code?: ClientErrorCode, more: Partial<AuthorizerState> = {}) {
      state.set({
        phase,
        ...(code && { error: new ClientError(code, 'For developers.') }),
        ...more,
      });
    },
    lock: (more = {}) => state.set({ phase: 'locked', interaction: { ...interaction, ...more } }),
    /** Changes the picture and lets the player say so. */
    show(now: Partial<typeof picture>, event: string) {
      Object.assign(picture, now);
      player.trigger(event);
    },
    dialog: () => root.querySelector<HTMLElement>('.playgate-dialog[role=dialog]'),
    screen: () =>
      root.querySelector<HTMLElement>('.playgate-dialog[role=dialog]')?.dataset['screen'],
    notice: () => root.querySelector<HTMLElement>('.playgate-notice'),
    /** What a screen reader is told. */
    status() {
      clock.advance(100);
      return root.querySelector('[role=status]')?.textContent;
    },
    button: () => root.querySelector<HTMLButtonElement>('.playgate-button'),
    frame: () => root.querySelector<HTMLIFrameElement>('iframe.playgate-frame'),
    text: (part: string) => root.querySelector(`.playgate-${part}`)?.textContent,
  };
}

export type MountedUi = ReturnType<typeof mountedUi>;

/** The nonce that the frame was given. */
export function nonceOf(frame: HTMLIFrameElement | null): string | null {
  const back = new URL(frame?.src ?? '').searchParams.get('hashConsumer');
  return new URL(back ?? '').searchParams.get('nonce');
}

/** The message of the return page, or one that differs from it. */
export function returned(frame: HTMLIFrameElement | null, other: MessageEventInit = {}): void {
  window.dispatchEvent(
    new MessageEvent('message', {
      origin: 'https://app.example',
      source: frame?.contentWindow ?? null,
      data: { type: 'playgate:return', nonce: nonceOf(frame), hash: '["viewer"]' },
      ...other,
    }),
  );
}

/** Everything that a promise set off has happened. */
export const settled = (): Promise<void> => new Promise((resolve) => void setTimeout(resolve));

function manualClock(): Clock & { advance(ms: number): void } {
  let now = 0;
  const timers = new Set<{ at: number; call: () => void }>();
  return {
    now: () => systemClock.now(),
    monotonic: () => now,
    after(delayMs, call) {
      const timer = { at: now + delayMs, call };
      timers.add(timer);
      return () => void timers.delete(timer);
    },
    advance(ms) {
      now += ms;
      for (const timer of [...timers]) {
        if (timer.at > now || !timers.delete(timer)) continue;
        timer.call();
      }
    },
  };
}
