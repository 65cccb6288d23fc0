export type ContentType = 'channel' | 'recorded';

/** Something that plays, with its settings. */
export interface Content {
  readonly type: ContentType;
  readonly id: string;
  readonly title: string;
  /** Id of the film it plays. */
  readonly film: string;
  /** A recorded video's channel, whose settings it inherits. */
  readonly channel?: string;
  /** Whether the API's user may manage it. */
  readonly isOwn: boolean;
}

/** What the account at the vendor has, and something that it has not. */
const CONTENTS: readonly Content[] = [
  { type: 'channel', id: '1001', title: 'Members’ channel', film: 'live-show', isOwn: true },
  { type: 'channel', id: '1002', title: 'Open channel', film: 'live-show', isOwn: true },
  { type: 'channel', id: '1003', title: 'Subscribers’ channel', film: 'live-show', isOwn: true },
  { type: 'channel', id: '1999', title: 'Somebody else’s', film: 'live-show', isOwn: false },
  video('2001', 'Launch film, as the channel has it', '1001'),
  video('2002', 'Launch film, with a lock of its own', '1001'),
  video('2003', 'Launch film for everybody', '1002'),
  video('2004', 'Launch film for subscribers', '1003'),
  { ...video('2999', 'Somebody else’s', '1999'), isOwn: false },
];

function video(id: string, title: string, channel: string): Content {
  return { type: 'recorded', id, title, film: 'launch-film', channel, isOwn: true };
}

export function findContent(type: ContentType, id: string): Content | undefined {
  return CONTENTS.find((content) => content.type === type && content.id === id);
}

/** Names a content everywhere in the sandbox. */
export const contentKey = ({ type, id }: Pick<Content, 'type' | 'id'>): string => `${type}/${id}`;
