/** A film of the demo, as the page knows it. What it takes to watch it is the backend's to decide. */
export interface Film {
  /** The asset that is asked for, and the last part of the page's address. */
  readonly id: string;
  readonly title: string;
  /** What stands in front of it, in two or three words. */
  readonly lock: string;
  /** One sentence: what happens here. */
  readonly summary: string;
  /** Why nothing stops, in plain words. */
  readonly story: readonly string[];
  /** How it is shown: by our player, or by the vendor's own embed. */
  readonly shown: 'player' | 'embed';
  /** Whether the site wants somebody to be signed in before it shows the player. */
  readonly needsViewer: boolean;
  /** The sandbox's listener that serves it. */
  readonly listener: 'catchTheShow' | 'origin' | 'ibm';
}

export const films: readonly [Film, ...Film[]] = [
  {
    id: 'launch-film',
    title: 'Launch film',
    lock: 'Bearer pass',
    summary: 'A private film at Catch The Show. Each request for it carries a short-lived pass.',
    story: [
      'The backend mints a pass at the vendor after it has decided that you may watch. The page never sees the vendor’s key.',
      'At three quarters of its life a pass is replaced in place. Requests under way finish with the old one, later ones carry the new one, and the buffer hides the rest.',
    ],
    shown: 'player',
    needsViewer: true,
    listener: 'catchTheShow',
  },
  {
    id: 'live-show',
    title: 'Live show',
    lock: 'Bearer pass, live',
    summary: 'The same lock on a live stream: its playlist is fetched anew every few seconds.',
    story: [
      'A live playlist is asked for again and again, so a stale pass is found out within seconds.',
      'If one is refused, a single request probes with a fresh pass while the others wait; then all of them go on. The picture does not.',
    ],
    shown: 'player',
    needsViewer: true,
    listener: 'catchTheShow',
  },
  {
    id: 'public-film',
    title: 'Public film',
    lock: 'No lock',
    summary: 'A public film at the same vendor. The pass says: touch nothing.',
    story: [
      'The backend learns from the vendor that the film is public and answers with a pass that places no credential.',
      'The player code is the same. Where a credential goes is the server’s business.',
    ],
    shown: 'player',
    needsViewer: false,
    listener: 'catchTheShow',
  },
  {
    id: 'members-film',
    title: 'Members’ film',
    lock: 'Our own gate',
    summary:
      'A film on an origin of our own, behind a hashlock: the viewer signs in inside the player.',
    story: [
      'The backend says what the viewer has to do. The gate opens the sign-in page in a frame, and takes its answer only from the right window, the right origin and with the right nonce.',
      'The answer is checked on the server, kept in memory and put on each request. Sign in as Grace to be turned away.',
    ],
    shown: 'player',
    needsViewer: false,
    listener: 'origin',
  },
  {
    id: 'ibm-channel',
    title: 'Vendor’s player',
    lock: 'IBM hashlock',
    summary:
      'IBM Video Streaming’s own embed, with its own lock screen, and our sign-in page behind it.',
    story: [
      'Here the vendor’s player opens our sign-in page in a frame of its own and gets the answer back. From outside nothing can be seen of it.',
      'The one pass here names the page to frame and carries no credential. The dots are what the vendor’s media server saw.',
    ],
    shown: 'embed',
    needsViewer: false,
    listener: 'ibm',
  },
];

/** The film of an address such as `/watch/live-show`; the first one for any other. */
export function filmAt(path: string): Film {
  return films.find((film) => path === pathOf(film)) ?? films[0];
}

export function pathOf(film: Film): string {
  return `/watch/${film.id}`;
}
