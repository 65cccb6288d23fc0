import { ServerError } from '../../server-error.ts';
import type { IbmContent } from './ibm-content.ts';

/** Something of the vendor's that is framed: a player, or a channel's chat or Q&A. */
export interface IbmComponent {
  /** Whose settings guard it. */
  readonly content: IbmContent;
  /** Below the vendor's origin. */
  readonly path: string;
}

/** Where each kind lives. The documents print all but that of the Q&A, for which the chat's is the model. */
const PATHS = {
  channel: '/embed/',
  video: '/embed/recorded/',
  chat: '/chat/',
  qna: '/qna/',
} as const;

const ID = /^\d{1,20}$/;

/**
 * The component that a grant's asset names: `channel:<id>` and `video:<id>` are players, `chat:<id>` and `qna:<id>` are those of a
 * channel.
 *
 * @throws {ServerError} `invalid_grant`
 */
export function parseComponent(asset: string): IbmComponent {
  const [kind = '', id = ''] = asset.split(/:(.*)/s);
  if (!isKind(kind) || !ID.test(id))
    throw new ServerError(
      'invalid_grant',
      "The grant's asset must be channel:<id>, video:<id>, chat:<id> or qna:<id>, with the vendor's number.",
    );
  return { content: kind === 'video' ? `video:${id}` : `channel:${id}`, path: PATHS[kind] + id };
}

/** The asset whose component has that path; `undefined` for any other page. */
export function assetAt(path: string): string | undefined {
  const [kind, base = ''] =
    Object.entries(PATHS).find(
      ([, base]) => path.startsWith(base) && ID.test(path.slice(base.length)),
    ) ?? [];
  return kind === undefined ? undefined : `${kind}:${path.slice(base.length)}`;
}

function isKind(kind: string): kind is keyof typeof PATHS {
  return Object.hasOwn(PATHS, kind);
}
