// The messages between the player and the page around it: JSON texts, as the vendor's player API has them.

/** @typedef {import('../src/vendors/ibm/html/embed-page.ts').EmbedData} Data */

/**
 * @param {HTMLVideoElement} video
 * @param {Data} data
 * @returns {{ tell(what: object): void, play(): void }}
 */
export function createPlayerApi(video, data) {
  const pageOrigin = originOfPage();
  let isShaken = false;

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

  /** @type {Record<string, (...values: unknown[]) => void>} */
  const commands = {
    play,
    pause: () => video.pause(),
    stop: () => video.pause(),
    seek: (seconds) => void (video.currentTime = Number(seconds)),
    volume: (percent) => void (video.volume = Math.min(1, Math.max(0, Number(percent) / 100))),
    load: (type, id) =>
      location.assign(type === 'video' ? `/embed/recorded/${Number(id)}` : `/embed/${Number(id)}`),
  };

  /** @type {Record<string, () => unknown>} */
  const properties = {
    duration: () => video.duration,
    progress: () => video.currentTime,
    volume: () => Math.round(video.volume * 100),
    viewers: () => (data.live ? 1 : undefined),
    content: () => [data.type, Number(data.id)],
    playingContent: () => [data.type, Number(data.id)],
  };

  /** @param {{ cmd: string, args: unknown[] }} message */
  function obey({ cmd, args }) {
    if (cmd === 'ready' || cmd === 'probe') return ready();
    if (cmd === 'apihandshake') isShaken = true;
    if (!isShaken) return;
    // A callback goes along as `null`: that is how a value is asked for.
    const property = args.every((value) => value === null) ? properties[cmd] : undefined;
    if (property !== undefined) tell({ property: { [cmd]: property() } });
    else commands[cmd]?.(...args);
  }

  window.addEventListener('message', (event) => {
    if (event.source !== window.parent || event.source === window) return;
    const message = event.origin === pageOrigin ? parseMessage(event.data) : undefined;
    if (message !== undefined) obey(message);
  });

  video.addEventListener('playing', () => tell({ event: { playing: true } }));
  video.addEventListener('pause', () => tell({ event: { playing: false } }));
  video.addEventListener('ended', () => tell({ event: { finished: true } }));
  video.addEventListener('seeking', () => tell({ event: { seekStarted: true } }));
  video.addEventListener('seeked', () => tell({ event: { seekCompleted: true } }));
  video.addEventListener('resize', () =>
    tell({ event: { size: [video.clientWidth, video.clientHeight] } }),
  );

  return { tell, play };
}

/** Who is talked to: whom the address names, or else the page that led here. After a redirect that is another one than the page around. */
function originOfPage() {
  const named = new URLSearchParams(location.search).get('api-target-origin');
  const origin = named ?? document.referrer;
  return URL.canParse(origin) ? new URL(origin).origin : undefined;
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
