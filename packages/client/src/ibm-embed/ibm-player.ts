import { abortedBy, clientError } from '../client-error.ts';
import type { ClientError } from '../client-error.ts';
import type { Clock } from '../clock.ts';
import { onAbort } from '../on-abort.ts';
import type { EmbedFrame, EmbedPage } from './embed-frame.ts';
import { PROPERTIES } from './ibm-property.ts';
import type { IbmProperty, IbmPropertyValue } from './ibm-property.ts';
import { parsePlayerMessage } from './player-message.ts';

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
  get<Name extends IbmProperty>(
    property: Name,
    options?: { readonly signal?: AbortSignal; readonly timeoutMs?: number },
  ): Promise<IbmPropertyValue<Name>>;
}

/** A player, and the line to it. */
export interface PlayerConnection {
  readonly player: IbmPlayer;
  /** From now on the player is at this address, and nobody else is heard. */
  moveTo(url: string | undefined): void;
  /** Undoes everything. Whoever waits for a property gets `disposed`. */
  dispose(): void;
}

interface Question {
  readonly property: string;
  answer(value: unknown): void;
  fail(error: ClientError): void;
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
  const questions = new Set<Question>();
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
    for (const [name, value] of properties)
      for (const question of [...questions]) if (question.property === name) question.answer(value);
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
      const error = clientError('disposed', 'The embed is disposed.');
      for (const question of [...questions]) question.fail(error);
    },
    player: {
      listen(listener) {
        // One that is added twice is two.
        const hearer = (name: string, value: unknown): void => listener(name, value);
        listeners.add(hearer);
        return () => void listeners.delete(hearer);
      },
      call: (method, ...args) => sendOnceReady(method, args),
      get(property, { signal, timeoutMs = 5000 } = {}) {
        const asked = ask(property, { signal, timeoutMs, clock, questions, ended: life.signal });
        // The vendor's library sends a callback along, which JSON makes `null`; `volume` with a value would set it.
        if (questions.size > 0) sendOnceReady(property, [null]);
        return asked.then((value) => readProperty(property, value));
      },
    },
  };
}
