import { apiPath } from '../../api/api-path.ts';
import { jsonMember } from '../../json-member.ts';
import { Secret } from '../../secret/secret.ts';
import type { CallOptions } from '../../api/call-options.ts';
import { DONE } from '../../api/read-answer.ts';
import { inData } from './connect.ts';
import type { Connection } from './connect.ts';
import { listEntries } from './list-entries.ts';
import type { ListOptions } from './list-entries.ts';
import { readEntry } from './read-entry.ts';
import type { StapiEntry } from './read-entry.ts';

/** A stream that was just made. */
export interface NewStapiStream extends StapiEntry {
  /** Where to send the picture: whoever has it is on air. */
  readonly ingestUrl: Secret | undefined;
}

/** Live streams. Every call throws a `ServerError`: a code that starts with `vendor_`, `aborted` or `invalid_value`. */
export interface StapiLiveStreams {
  list(options?: ListOptions): AsyncIterable<StapiEntry>;
  read(id: string, options?: CallOptions): Promise<StapiEntry>;
  create(input: { readonly title: string }, options?: CallOptions): Promise<NewStapiStream>;
  end(id: string, options?: CallOptions): Promise<void>;
}

/** The vendor's document names "managing live streams" and no call for it: these are written in the manner of its one example. */
export function liveStreamsApi(connection: Connection): StapiLiveStreams {
  const { ask } = connection;
  const one = (id: string) => ({
    path: apiPath`/live-streams/${id}`,
    resource: `live:${id}`,
  });
  return {
    list: (options) =>
      listEntries(
        connection,
        { permission: 'live:read', path: apiPath`/live-streams`, what: 'live streams' },
        options,
      ),
    read: async (id, options) =>
      ask(
        'live:read',
        { ...options, method: 'GET', ...one(id) },
        inData({ what: 'a live stream', read: readEntry }),
      ),
    create: ({ title }, options) =>
      ask(
        'live:write',
        { ...options, method: 'POST', path: apiPath`/live-streams`, json: { title } },
        inData({ what: 'a live stream', read: readNewStream }),
      ),
    async end(id, options) {
      await ask('live:write', { ...options, method: 'DELETE', ...one(id) }, DONE);
    },
  };
}

function readNewStream(answer: unknown): NewStapiStream | undefined {
  const entry = readEntry(answer);
  const ingest = jsonMember(answer, 'ingest_url');
  return (
    entry && { ...entry, ingestUrl: typeof ingest === 'string' ? new Secret(ingest) : undefined }
  );
}
