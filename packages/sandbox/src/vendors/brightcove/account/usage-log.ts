/** One authorization as the daily report has it. */
export interface Usage {
  /** Milliseconds since 1970. */
  readonly atMs: number;
  /** What was asked for: the Playback API, a key, a licence. */
  readonly request: 'playback' | 'key' | 'license';
  readonly videoId: string;
  readonly uid: string;
  readonly sid: string;
  readonly ip: string;
  readonly userAgent: string;
  /** HTTP status of the answer. */
  readonly status: number;
  /** The vendor's word for a refusal. */
  readonly reason: string;
}

/** What was authorized and what was not, as long as the vendor keeps it. */
export interface UsageLog {
  add(usage: Omit<Usage, 'atMs'>): void;
  /** @param date A day in UTC, `YYYY-MM-DD`. */
  ofDay(date: string): readonly Usage[];
}

const LIMIT = 20_000;

export function createUsageLog(now: () => number): UsageLog {
  let usages: Usage[] = [];
  return {
    add(usage) {
      usages.push({ atMs: now(), ...usage });
      if (usages.length >= 2 * LIMIT) usages = usages.slice(-LIMIT);
    },
    ofDay: (date) => usages.filter(({ atMs }) => new Date(atMs).toISOString().startsWith(date)),
  };
}

const COLUMNS = [
  ...['timestamp', 'request', 'video_id', 'uid', 'sid', 'ip', 'user_agent'],
  ...['status', 'response'],
];

/**
 * A report. Its columns are this sandbox's: the document says only "session details along with the authorization response".
 *
 * @see RFC 4180.
 */
export const usageCsv = (usages: readonly Usage[]): string =>
  [COLUMNS, ...usages.map(rowOf)].map((row) => `${row.map(quoted).join(',')}\r\n`).join('');

const rowOf = (usage: Usage): readonly string[] => [
  new Date(usage.atMs).toISOString(),
  usage.request,
  usage.videoId,
  usage.uid,
  usage.sid,
  usage.ip,
  usage.userAgent,
  String(usage.status),
  usage.reason === '' ? 'ALLOWED' : usage.reason,
];

const quoted = (text: string): string =>
  /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
