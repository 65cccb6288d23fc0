import { isRecord } from '../storage/stored-session.ts';
import type { Mark } from './mark.ts';

/** What tabs tell each other. Channels reach pages of this origin only, which may run another version of this application. */
export type Message =
  /** A mark was left. */
  | ({ readonly kind: 'news' } & Mark)
  /** Has anybody an access token of this session? */
  | { readonly kind: 'ask'; readonly id: string }
  | {
      readonly kind: 'token';
      readonly id: string;
      readonly value: string;
      readonly isBound: boolean;
      readonly lifeMs: number;
      /** When its life began, by the wall clock of this machine. */
      readonly sinceMs: number;
      readonly generation: number;
    }
  /** What a popup came back with. */
  | { readonly kind: 'callback'; readonly url: string };

export const isMessage = (value: unknown): value is Message =>
  isRecord(value) &&
  typeof value['kind'] === 'string' &&
  (value['kind'] !== 'token' || isToken(value));

const isToken = ({
  value,
  lifeMs,
  sinceMs,
  generation,
}: Readonly<Record<string, unknown>>): boolean =>
  typeof value === 'string' &&
  [lifeMs, sinceMs, generation].every((one) => typeof one === 'number');
