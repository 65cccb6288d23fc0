import { analyticsApi } from './analytics-api.ts';
import type { StapiAnalyticsApi } from './analytics-api.ts';
import { connect } from './connect.ts';
import { liveStreamsApi } from './live-streams-api.ts';
import type { StapiLiveStreams } from './live-streams-api.ts';
import type { StapiClientOptions } from './stapi-client-options.ts';
import { videosApi } from './videos-api.ts';
import type { StapiVideos } from './videos-api.ts';

/** STAPI's API with an API key or as an application: for servers alone. */
export interface StapiClient {
  readonly videos: StapiVideos;
  readonly liveStreams: StapiLiveStreams;
  readonly analytics: StapiAnalyticsApi;
}

/**
 * Makes the client of STAPI's API. The vendor's document prints one call, `GET /v1/videos`; the others are written in its manner. Nothing
 * of this was tried against a live service.
 *
 * An error is a status and a text there: the status is in the `ServerError`, the text nowhere.
 *
 * @throws {ServerError} `config`, naming the option.
 * @see STAPI, "Authentication overview".
 */
export function createStapiClient(options: StapiClientOptions): StapiClient {
  const connection = connect(options);
  return {
    videos: videosApi(connection),
    liveStreams: liveStreamsApi(connection),
    analytics: analyticsApi(connection),
  };
}
