export { catchTheShow } from './catch-the-show.ts';
export type { CatchTheShowOptions } from './catch-the-show-options.ts';
export type {
  AccessToken,
  AccessTokenApi,
  AccessTokenOrder,
  Resource,
} from './access-token-api.ts';
export type { KeyRefusal } from './key-ring.ts';
