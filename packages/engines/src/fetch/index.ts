export type { Protection } from '@playgate/client/adapter';
export { createAuthorizedFetch } from './create-authorized-fetch.ts';
export type { FetchOptions } from './fetch-options.ts';
export { loadBlobUrl } from './load-blob-url.ts';
export type { BlobUrl, LoadBlobUrlOptions } from './load-blob-url.ts';
export { protectFetch } from './protect-fetch.ts';
