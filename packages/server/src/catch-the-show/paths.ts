import { apiPath } from '../api/api-path.ts';
import type { ApiPath } from '../api/vendor-api.ts';
import { ServerError } from '../server-error.ts';

/** Where things lie below `apiUrl`. The document prints the first; the others are written in its manner, and may differ. */
export interface CatchTheShowPaths {
  readonly liveStreams: string;
  readonly videos: string;
  readonly interactiveVideos: string;
  readonly users: string;
  readonly keys: string;
  readonly accessTokens: string;
}

const PATHS: CatchTheShowPaths = {
  liveStreams: '/live-streams',
  videos: '/videos',
  interactiveVideos: '/interactive-videos',
  users: '/users',
  keys: '/keys',
  accessTokens: '/access-tokens',
};

const PLAIN = /^(?:\/(?!\.{1,2}(?:\/|$))[A-Za-z0-9._~-]+)+$/;

/** @throws {ServerError} `config`, naming the path. */
export function readPaths(paths: Partial<CatchTheShowPaths>): CatchTheShowPaths {
  const all = { ...PATHS, ...paths };
  for (const [name, path] of Object.entries(all))
    if (!PLAIN.test(path))
      throw new ServerError('config', `paths.${name} must be a plain path, such as /videos.`);
  return all;
}

/** A configured path, and what follows it. */
export function below(path: string, rest: ApiPath = apiPath``): ApiPath {
  return { text: path + rest.text, pattern: path + rest.pattern };
}
