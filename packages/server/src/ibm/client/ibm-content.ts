import { ServerError } from '../../server-error.ts';
import type { ServerErrorCode } from '../../server-error.ts';

/** A channel or a recorded video: `channel:<id>` or `video:<id>`, with the vendor's number. */
export type IbmContent = `channel:${string}` | `video:${string}`;

/** A content, taken apart. */
export interface ContentName {
  readonly kind: 'channel' | 'video';
  /** Digits. */
  readonly id: string;
}

const CONTENT = /^(channel|video):(\d{1,20})$/;

/**
 * Takes a content's name apart.
 *
 * @param blame The code of the error, if it is none.
 * @throws {ServerError} That code.
 */
export function parseContent(content: string, blame: ServerErrorCode): ContentName {
  const [, kind, id] = CONTENT.exec(content) ?? [];
  if (id === undefined || (kind !== 'channel' && kind !== 'video'))
    throw new ServerError(
      blame,
      "A content must be named channel:<id> or video:<id>, with the vendor's number.",
    );
  return { kind, id };
}

/** What the vendor's player calls a content in `ustreamContentType`. The documents show `recorded` only. */
export function contentType({ kind }: ContentName): 'channel' | 'recorded' {
  return kind === 'channel' ? 'channel' : 'recorded';
}
