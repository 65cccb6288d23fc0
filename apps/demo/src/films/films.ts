/** A film of the demo, as the page knows it. What it takes to watch it is the backend's to decide. */
export interface Film {
  /** The asset that is asked for, and the last part of the page's address. */
  readonly id: string;
  readonly title: string;
  /** Whose lock it is. */
  readonly vendor: string;
  /** What stands in front of it, in two or three words. */
  readonly lock: string;
  /** One sentence: what happens here. */
  readonly summary: string;
  /** Why nothing stops, in plain words. */
  readonly story: readonly string[];
  /** How it is shown: by our player, or by the vendor's own embed. */
  readonly shown: 'player' | 'embed';
  /** Whether the vendor's embed opens with a token in the viewer's name. Our player asks for a viewer itself. */
  readonly needsViewer?: boolean;
  /** The sandbox's listener that serves it. */
  readonly listener: 'catchTheShow' | 'stapi' | 'brightcove' | 'origin' | 'ibm';
  /** What is shown beside it and nowhere else. */
  readonly extra?: 'relay' | 'operators' | 'openings';
}

const CATCH_THE_SHOW = 'Catch The Show';
const IBM = 'IBM Video Streaming';

export const films: readonly [Film, ...Film[]] = [
  {
    id: 'launch-film',
    title: 'Launch film',
    vendor: CATCH_THE_SHOW,
    lock: 'Bearer pass',
    summary: 'A private film at Catch The Show. Each request for it carries a short-lived pass.',
    story: [
      'The backend mints a pass at the vendor after it has decided that you may watch. The page never sees the vendor’s key.',
      'At three quarters of its life a pass is replaced in place. Requests under way finish with the old one, later ones carry the new one, and the buffer hides the rest.',
    ],
    shown: 'player',
    listener: 'catchTheShow',
  },
  {
    id: 'live-show',
    title: 'Live show',
    vendor: CATCH_THE_SHOW,
    lock: 'Bearer pass',
    summary: 'The same lock on a live stream: its playlist is fetched anew every few seconds.',
    story: [
      'A live playlist is asked for again and again, so a stale pass is found out within seconds.',
      'If one is refused, a single request probes with a fresh pass while the others wait; then all of them go on. The picture does not.',
    ],
    shown: 'player',
    listener: 'catchTheShow',
    extra: 'relay',
  },
  {
    id: 'public-film',
    title: 'Public film',
    vendor: CATCH_THE_SHOW,
    lock: 'No lock',
    summary: 'A public film at the same vendor. The pass says: touch nothing.',
    story: [
      'The backend learns from the vendor that the film is public and answers with a pass that places no credential.',
      'The player code is the same. Where a credential goes is the server’s business.',
    ],
    shown: 'player',
    listener: 'catchTheShow',
  },
  {
    id: 'festival-film',
    title: 'Festival film',
    vendor: 'STAPI',
    lock: 'OAuth token',
    summary: 'A film at STAPI. The backend fetches an access token that opens this one film.',
    story: [
      'The backend signs in at the vendor’s authorization server as itself, and asks for a token that may play, and only this film. Its client secret stays there.',
      'In the browser the token is a Bearer header again: not a line of the page is about this vendor.',
    ],
    shown: 'player',
    listener: 'stapi',
  },
  {
    id: 'rental-film',
    title: 'Rental film',
    vendor: 'Brightcove',
    lock: 'JWT on every key',
    summary:
      'A film at Brightcove. Our backend signs the token itself; it opens the manifest and each key.',
    story: [
      'The token names the account, the video and the viewer. It travels as bcov_auth on playlists and keys; watch the row of keys. Segments carry only what the edge wrote into their address.',
      'Beside the film sits an operator who can take a viewer’s tokens back. Whoever is signed in may watch, so open a second window as Grace: hers plays on.',
    ],
    shown: 'player',
    listener: 'brightcove',
    extra: 'operators',
  },
  {
    id: 'ibm-channel',
    title: 'Vendor’s player',
    vendor: IBM,
    lock: 'Hashlock, version 1',
    summary:
      'IBM Video Streaming’s own embed, with its own lock screen, and our sign-in page behind it.',
    story: [
      'Here the vendor’s player opens our sign-in page in a frame of its own and gets the answer back. From outside nothing can be seen of it.',
      'The one pass here names the page to frame and carries no credential. The dots are what the vendor’s media server saw.',
    ],
    shown: 'embed',
    listener: 'ibm',
  },
  {
    id: 'one-time-embed',
    title: 'One-time embed',
    vendor: IBM,
    lock: 'Token, version 2',
    summary:
      'The same vendor’s newer lock: a signed and sealed token in the embed’s address, good for one opening.',
    story: [
      'The pass is of the mode single-use: never cached, never asked for twice by one opening, never renewed. Each opening asks for another one.',
      'Without a token, or with one that was used, the vendor sends the frame to our sign-in page, which sends it back with one.',
    ],
    shown: 'embed',
    needsViewer: true,
    listener: 'ibm',
    extra: 'openings',
  },
  {
    id: 'members-film',
    title: 'Members’ film',
    vendor: 'Our own origin',
    lock: 'Our own gate',
    summary:
      'A film on an origin of our own, behind a hashlock: the viewer signs in inside the player.',
    story: [
      'The backend says what the viewer has to do. The gate opens the sign-in page in a frame, and takes its answer only from the right window, the right origin and with the right nonce.',
      'The answer is checked on the server, kept in memory and put on each request. Sign in as Grace to be turned away.',
    ],
    shown: 'player',
    listener: 'origin',
  },
];

/** The film of an address such as `/watch/live-show`; the first one for any other. */
export function filmAt(path: string): Film {
  return films.find((film) => path === pathOf(film)) ?? films[0];
}

export function pathOf(film: Film): string {
  return `/watch/${film.id}`;
}
