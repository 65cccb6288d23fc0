import type { EpochMs } from '@playgate/protocol';
import { apiPath } from '../api/api-path.ts';
import { jsonMember } from '../json-member.ts';
import type { AccessTokens } from './access-tokens.ts';
import type { CallOptions } from '../api/call-options.ts';
import type { Reading } from '../api/read-answer.ts';
import type { Collection } from './collection.ts';
import { collection } from './collection.ts';
import type { Connection } from './connect.ts';
import type { IssuedToken } from './issue-access-token.ts';
import type { ListApi } from './list-api.ts';
import { listOf } from './list-of.ts';
import type { ListOptions } from './list-of.ts';
import { textMember, timeMember } from './members.ts';
import { below } from './paths.ts';

/** A video that asks its viewers something. */
export interface InteractiveVideo {
  readonly id: string;
  readonly title: string | undefined;
  /** What can be acted on, as the vendor has it: unchecked. */
  readonly elements: readonly unknown[];
}

/** What a viewer did. `undefined`: the vendor's answer does not say. */
export interface Interaction {
  readonly id: string;
  readonly element: string | undefined;
  readonly choice: string | undefined;
  readonly createdAt: EpochMs | undefined;
}

/** The Interactive Video API, as far as its name and the document's list of uses tell. Throws as a `Collection` does. */
export interface InteractiveVideos extends Pick<
  Collection<InteractiveVideo, never>,
  'read' | 'list'
> {
  /** What viewers did in one of them. */
  interactions(id: string, options?: ListOptions): AsyncIterable<Interaction>;
  /** A token that may interact with this video, and nothing else. */
  createToken(
    id: string,
    options?: CallOptions & { readonly lifetimeSeconds?: number },
  ): Promise<IssuedToken>;
}

/** The document names this API and says nothing else of it: all of this is an assumption. */
export function interactiveVideos(
  connection: Connection,
  tokens: AccessTokens,
  lists: ListApi | undefined,
): InteractiveVideos {
  const path = connection.paths.interactiveVideos;
  const { read, list } = collection<InteractiveVideo, never>(connection, {
    ...{ ...VIDEO, path, lists, kind: 'interactive' },
    body: () => undefined,
  });
  return {
    read,
    list,
    interactions: (id, options) =>
      listOf(
        connection,
        { ...INTERACTION, lists, path: below(path, apiPath`/${id}/interactions`) },
        options,
      ),
    createToken: (id, { lifetimeSeconds, ...options } = {}) =>
      tokens.create(
        {
          resource: { type: 'interactive_video', id },
          permissions: ['interactive:interact'],
          ...(lifetimeSeconds !== undefined && { lifetimeSeconds }),
        },
        options,
      ),
  };
}

const VIDEO: Reading<InteractiveVideo> = {
  what: 'an interactive video',
  read(answer) {
    const id = textMember(answer, 'id');
    const elements: unknown = jsonMember(answer, 'elements');
    if (id === undefined || id === '') return undefined;
    return {
      id,
      title: textMember(answer, 'title'),
      elements: Array.isArray(elements) ? elements : [],
    };
  },
};

const INTERACTION: Reading<Interaction> = {
  what: 'an interaction',
  read(answer) {
    const id = textMember(answer, 'id');
    if (id === undefined || id === '') return undefined;
    return {
      id,
      element: textMember(answer, 'element'),
      choice: textMember(answer, 'choice'),
      createdAt: timeMember(answer, 'created_at'),
    };
  },
};
