/** The secret key was where it must never be: in a URL, or in a page's hands. */
export interface Alarm {
  readonly kind: 'secret_in_query' | 'secret_in_page';
  readonly atMs: number;
  readonly method: string;
  /** Which page sent it, where the browser said so. */
  readonly origin?: string;
}

export interface Alarms {
  raise(alarm: Alarm): void;
  /** The newest hundred. */
  list(): readonly Alarm[];
}

const LIMIT = 100;

export function createAlarms(): Alarms {
  let alarms: readonly Alarm[] = [];
  return {
    raise(alarm) {
      alarms = [...alarms, alarm].slice(-LIMIT);
    },
    list: () => alarms,
  };
}
