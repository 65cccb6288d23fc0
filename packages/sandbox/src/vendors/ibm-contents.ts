/** A lock as the vendor keeps it. */
export interface Lock {
  /** Where a viewer signs in: absolute, opened in a frame inside the player. */
  readonly url: string;
  readonly secret: string;
  /** What the lock screen says, where the owner said anything. */
  readonly message?: string;
  readonly buttonCaption?: string;
  /** Whole pixels as the vendor prints them. */
  readonly popupWidth: string;
  readonly popupHeight: string;
}

export type ContentType = 'channel' | 'recorded';

export interface Content {
  readonly type: ContentType;
  readonly id: string;
  readonly title: string;
  /** Id of the film it plays. */
  readonly film: string;
  /** A recorded video's channel, whose lock it inherits. */
  readonly channel?: string;
  /** Whether the API's user may manage it. */
  readonly isOwn: boolean;
}

/** What the account at the vendor has, and how it is locked. */
export interface Contents {
  get(type: ContentType, id: string): Content | undefined;
  /** The lock set on this very content. */
  ownLock(content: Content): Lock | undefined;
  /** The lock that counts: a video without its own has its channel's. */
  lock(content: Content): Lock | undefined;
  /** @returns whether it replaced one. */
  setLock(content: Content, lock: Lock): boolean;
  /** @returns whether there was one. */
  removeLock(content: Content): boolean;
}

const CONTENTS: readonly Content[] = [
  { type: 'channel', id: '1001', title: 'Members’ channel', film: 'live-show', isOwn: true },
  { type: 'channel', id: '1002', title: 'Open channel', film: 'live-show', isOwn: true },
  { type: 'channel', id: '1999', title: 'Somebody else’s', film: 'live-show', isOwn: false },
  {
    type: 'recorded',
    id: '2001',
    title: 'Launch film, as the channel has it',
    film: 'launch-film',
    channel: '1001',
    isOwn: true,
  },
  {
    type: 'recorded',
    id: '2002',
    title: 'Launch film, with a lock of its own',
    film: 'launch-film',
    channel: '1001',
    isOwn: true,
  },
  {
    type: 'recorded',
    id: '2003',
    title: 'Launch film for everybody',
    film: 'launch-film',
    channel: '1002',
    isOwn: true,
  },
  {
    type: 'recorded',
    id: '2999',
    title: 'Somebody else’s',
    film: 'launch-film',
    channel: '1999',
    isOwn: false,
  },
];

/** What is locked from the start: channel 1001, and video 2002 for itself. */
const LOCKED = [
  { type: 'channel', id: '1001' },
  { type: 'recorded', id: '2002' },
] as const;

/** Names a content everywhere in the sandbox. */
export const contentKey = ({ type, id }: Pick<Content, 'type' | 'id'>): string => `${type}/${id}`;

/** Locks what is locked from the start. */
export function lockContents(contents: Contents, lock: Lock): void {
  for (const content of LOCKED) {
    const found = contents.get(content.type, content.id);
    if (found) contents.setLock(found, lock);
  }
}

export function createContents(): Contents {
  const contents = new Map(CONTENTS.map((content) => [contentKey(content), content]));
  const locks = new Map<string, Lock>();
  const ownLock = (content: Content): Lock | undefined => locks.get(contentKey(content));
  return {
    get: (type, id) => contents.get(contentKey({ type, id })),
    ownLock,
    lock: (content) =>
      ownLock(content) ??
      (content.channel === undefined ? undefined : locks.get(`channel/${content.channel}`)),
    setLock(content, lock) {
      const replaced = locks.has(contentKey(content));
      locks.set(contentKey(content), lock);
      return replaced;
    },
    removeLock: (content) => locks.delete(contentKey(content)),
  };
}
