import { apiPath } from '../../api/api-path.ts';
import type { CallOptions } from '../../api/call-options.ts';
import type { Reading } from '../../api/read-answer.ts';
import { inData } from './connect.ts';
import type { Connection } from './connect.ts';
import { listEntries } from './list-entries.ts';
import type { ListOptions } from './list-entries.ts';
import type { VideoContent } from './put-content.ts';
import { readEntry } from './read-entry.ts';
import type { StapiEntry } from './read-entry.ts';

/** A video that is to be made of a file. */
export interface NewVideo extends VideoContent {
  readonly title: string;
}

/** Videos. Every call throws a `ServerError`: a code that starts with `vendor_`, `aborted` or `invalid_value`. */
export interface StapiVideos {
  /** All of them; the next page is asked for when the one before is used up. */
  list(options?: ListOptions): AsyncIterable<StapiEntry>;
  read(id: string, options?: CallOptions): Promise<StapiEntry>;
  /** Makes an entry without content. */
  create(input: Pick<NewVideo, 'title'>, options?: CallOptions): Promise<StapiEntry>;
  /** Gives an entry its content. Takes as long as it takes; `signal` ends it. Not repeated on its own. */
  putContent(id: string, content: VideoContent, options?: CallOptions): Promise<StapiEntry>;
  /** `create` and `putContent`. If the second fails, the entry stays, and `list` shows it. */
  upload(input: NewVideo, options?: CallOptions): Promise<StapiEntry>;
}

const VIDEO: Reading<StapiEntry> = inData({ what: 'a video', read: readEntry });

/**
 * The list is as the vendor prints it. That videos are uploaded is said there too, and not how: an entry is made by `POST /videos`, and
 * its content put to `/videos/{id}/content`.
 */
export function videosApi(connection: Connection): StapiVideos {
  const { ask, put } = connection;
  const create: StapiVideos['create'] = ({ title }, options) => {
    const call = { ...options, method: 'POST', path: apiPath`/videos`, json: { title } } as const;
    return ask('videos:write', call, VIDEO);
  };
  const putVideo: StapiVideos['putContent'] = async (id, content, options) => {
    const path = apiPath`/videos/${id}/content`;
    const call = { ...options, method: 'PUT', path, resource: `video:${id}` } as const;
    return put('videos:write', call, content, VIDEO);
  };
  return {
    list: (options) =>
      listEntries(
        connection,
        { permission: 'videos:read', path: apiPath`/videos`, what: 'videos' },
        options,
      ),
    async read(id, options) {
      const path = apiPath`/videos/${id}`;
      const call = { ...options, method: 'GET', path, resource: `video:${id}` } as const;
      return ask('videos:read', call, VIDEO);
    },
    create,
    putContent: putVideo,
    async upload({ title, ...content }, options) {
      const { id } = await create({ title }, options);
      return putVideo(id, content, options);
    },
  };
}
