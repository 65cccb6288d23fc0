import { ClientError } from '@playgate/client';
import type { Clock } from '@playgate/client';
import type { EmbedFrame, EmbedPage } from './embed-frame.ts';
import { READERS } from './ibm-property.ts';
import type { IbmProperties } from './ibm-property.ts';
import { parsePlayerMessage } from './player-message.ts';
import { Questions } from './questions.ts';

/** IBM's player in its frame. Source: IBM Video Streaming, Player API. */
export interface IbmPlayer {
  /**
   * Hears of the player's events, for example `ready`, `playing`, `finished`, `live`, `offline`, with whatever they carry. None of them
   * tells of authentication.
   *
   * @returns Ends it.
   */
  listen(listener: (name: string, value: unknown) => void): () => void;
  /**
   * Calls a method of the player, as soon as it takes commands.
   *
   * @param method For example `play`, `pause`, `stop`, `seek`, `volume`, `load`, `quality`, `cc`.
   * @param args What the method takes.
   */
  call(method: string, ...args: readonly unknown[]): void;
  /**
   * Asks for a property of the player, as soon as it takes commands.
   *
   * @param options.timeoutMs How long to wait for the answer, in milliseconds. Default 5000: to some questions the player gives none.
   * @throws {ClientError} `timeout`, `aborted`, `disposed`.
   */
  get<Name extends keyof IbmProperties>(
    property: Name,
    options?: { readonly signal?: AbortSignal; readonly timeoutMs?: number },
  ): Promise<IbmProperties[Name] | undefined>;
}

/** A player, and the line to it. */
export interface PlayerConnection {
  readonly player: IbmPlayer;
  /** From now on the player is at this address, and nobody else is heard. */
  moveTo(url: string | undefined): void;
  /** Undoes everything. Whoever waits for a property gets `disposed`. */
  dispose(): void;
}

/**
 * Talks to IBM's player in a frame. Takes messages only from this frame's own window and from the origin it was sent to, and sends to that
 * origin only.
 */
export function connectIbmPlayer<Frame extends EmbedFrame<Frame>>(
  frame: Frame,
  { page, clock }: { readonly page: EmbedPage; readonly clock: Clock },
): PlayerConnection {
  const life = new AbortController();
  const listeners = new Set<(name: string, value: unknown) => void>();
  const questions = new Questions(clock);
  let origin: string | undefined;
  let isReady = false;
  /** Whether the document that is loaded now was shaken hands with. */
  let isShaken = false;
  let queue: (() => void)[] = [];

  const send = (cmd: string, args?: readonly unknown[]): void => {
    if (origin !== undefined)
      frame.contentWindow?.postMessage(JSON.stringify({ cmd, args }), origin);
  };
  const sendOnceReady = (cmd: string, args: readonly unknown[]): void => {
    if (life.signal.aborted) return;
    if (isReady) return send(cmd, args);
    queue.push(() => send(cmd, args));
    send('probe');
  };
  const beReady = (): void => {
    isReady = true;
    if (isShaken) return;
    isShaken = true;
    send('apihandshake', []);
    const waiting = queue;
    queue = [];
    for (const sendNow of waiting) sendNow();
  };
  const hear = ({ source, origin: from, data }: MessageEvent): void => {
    if (source !== frame.contentWindow || from !== origin) return;
    const { events, properties } = parsePlayerMessage(data);
    for (const [name, value] of events) {
      if (name === 'ready') beReady();
      const told = name === 'live' && value === false ? 'offline' : name;
      for (const listener of [...listeners]) listener(told, value);
    }
    for (const [name, value] of properties) questions.answer(name, value);
  };
  page.addEventListener('message', hear, { signal: life.signal });
  const greet = (): void => {
    isShaken = false;
    send('ready');
  };
  frame.addEventListener('load', greet, { signal: life.signal });

  return {
    moveTo(url) {
      origin = url && new URL(url).origin;
      isReady = false;
      isShaken = false;
    },
    dispose() {
      life.abort();
      listeners.clear();
      queue = [];
      questions.end(new ClientError('disposed', 'The embed is disposed. Attach another.'));
    },
    player: {
      listen(listener) {
        // One that is added twice is two.
        const hearer = (name: string, value: unknown): void => listener(name, value);
        listeners.add(hearer);
        return () => void listeners.delete(hearer);
      },
      call: (method, ...args) => sendOnceReady(method, args),
      async get(property, { signal, timeoutMs = 5000 } = {}) {
        const asked = questions.ask(property, timeoutMs, signal);
        // The vendor's library sends a callback along, which JSON makes `null`.
        sendOnceReady(property, [null]);
        return READERS[property](await asked);
      },
    },
  };
}
