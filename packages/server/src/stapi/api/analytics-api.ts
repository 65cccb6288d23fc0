import { apiPath } from '../../api/api-path.ts';
import { jsonMember } from '../../json-member.ts';
import type { CallOptions } from '../../api/call-options.ts';
import { inData } from './connect.ts';
import type { Connection } from './connect.ts';

/** What was watched of one video. `undefined`: the vendor's answer does not say. */
export interface StapiAnalytics {
  readonly views: number | undefined;
  readonly watchSeconds: number | undefined;
}

/** Analytics. Every call throws a `ServerError`: a code that starts with `vendor_`, `aborted` or `invalid_value`. */
export interface StapiAnalyticsApi {
  video(id: string, options?: CallOptions): Promise<StapiAnalytics>;
}

/** The vendor's document names "retrieving analytics data" and no call for it: `GET /analytics/videos/{id}` is an assumption. */
export function analyticsApi({ ask }: Connection): StapiAnalyticsApi {
  return {
    async video(id, options) {
      const path = apiPath`/analytics/videos/${id}`;
      const call = { ...options, method: 'GET', path, resource: `video:${id}` } as const;
      return ask('analytics:read', call, inData({ what: 'analytics', read: readAnalytics }));
    },
  };
}

function readAnalytics(answer: unknown): StapiAnalytics | undefined {
  if (typeof answer !== 'object' || answer === null) return undefined;
  return { views: countIn(answer, 'views'), watchSeconds: countIn(answer, 'watch_seconds') };
}

function countIn(answer: unknown, name: string): number | undefined {
  const value = jsonMember(answer, name);
  return typeof value === 'number' && value >= 0 ? value : undefined;
}
