/** How often one key was used for one part of the API. */
export interface UsageRow {
  /** The key's id; `access-token` for all access tokens, `none` for what is neither. */
  readonly credential: string;
  /** The first part of the path, such as `live-streams`. */
  readonly api: string;
  readonly requests: number;
  /** How many of them were answered 401 or 403. */
  readonly refused: number;
}

/** What the document's "usage metrics" may be. */
export interface Usage {
  count(credential: string, api: string, status: number): void;
  rows(): readonly UsageRow[];
}

const LIMIT = 1000;

export function createUsage(): Usage {
  const rows = new Map<string, UsageRow>();
  return {
    count(credential, api, status) {
      const name = JSON.stringify([credential, api]);
      const { requests, refused } = rows.get(name) ?? { requests: 0, refused: 0 };
      if (!rows.has(name) && rows.size >= LIMIT) return;
      const isRefusal = status === 401 || status === 403;
      rows.set(name, {
        ...{ credential, api, requests: requests + 1 },
        refused: refused + (isRefusal ? 1 : 0),
      });
    },
    rows: () => [...rows.values()],
  };
}
