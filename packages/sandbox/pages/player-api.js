// The messages between the player and the page around it: JSON texts, as the vendor's player API has them.

/** @typedef {import('../src/html/embed-page.ts').EmbedData} Data */

/**
 * @param {HTMLVideoElement} video
 * @param {Data} data
 * @returns {{ tell(what: object): void, play(): void }}
 */
export function createPlayerApi(video, data) {
  /** @type {string | undefined} Known from its first message on; nothing is told before. */
  let pageOrigin;

  /** @param {object} what */
  function tell(what) {
    if (pageOrigin !== undefined) window.parent.postMessage(JSON.stringify(what), pageOrigin);
  }

  function play() {
    video.play().catch(() => tell({ event: { error: { autoplayRejected: true } } }));
  }

  function ready() {
    tell({ event: { ready: true } });
    if (data.type === 'channel') tell({ event: { live: data.live } });
  }

  /** @type {Record<string, (value: unknown) => void>} */
  const commands = {
    ready,
    probe: ready,
    play,
    pause: () => video.pause(),
    stop: () => video.pause(),
    seek: (seconds) => void (video.currentTime = Number(seconds)),
    volume: (percent) => void (video.volume = Math.min(1, Math.max(0, Number(percent) / 100))),
  };

  /** @type {Record<string, () => unknown>} */
  const properties = {
    duration: () => video.duration,
    progress: () => video.currentTime,
    volume: () => Math.round(video.volume * 100),
    content: () => [data.type, data.id],
    playingContent: () => [data.type, data.id],
  };

  window.addEventListener('message', (event) => {
    if (event.source !== window.parent || event.source === window) return;
    const message = parseMessage(event.data);
    if (message === undefined) return;
    pageOrigin = event.origin;
    const property = message.args.length === 0 ? properties[message.cmd] : undefined;
    if (property !== undefined) tell({ property: { [message.cmd]: property() } });
    else commands[message.cmd]?.(message.args[0]);
  });

  video.addEventListener('playing', () => tell({ event: { playing: true } }));
  video.addEventListener('pause', () => tell({ event: { playing: false } }));
  video.addEventListener('ended', () => tell({ event: { finished: true } }));
  video.addEventListener('seeking', () => tell({ event: { seekStarted: true } }));
  video.addEventListener('seeked', () => tell({ event: { seekCompleted: true } }));

  return { tell, play };
}

/**
 * @param {unknown} text
 * @returns {{ cmd: string, args: unknown[] } | undefined}
 */
function parseMessage(text) {
  if (typeof text !== 'string') return undefined;
  try {
    const { cmd, args = [] } = JSON.parse(text);
    return typeof cmd === 'string' && Array.isArray(args) ? { cmd, args } : undefined;
  } catch {
    // Not for us: pages post all sorts of things.
    return undefined;
  }
}
