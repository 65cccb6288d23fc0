export { absoluteUrl, isHttpUrl } from './absolute-url.ts';
export { authorizedFetch } from './authorized-fetch.ts';
export type { AuthorizedFetchOptions } from './authorized-fetch.ts';
export { FetchRequest } from './fetch-request.ts';
export { createGate } from './gate.ts';
export type { Gate, Passage } from './gate.ts';
export { guardXhr } from './guard-xhr.ts';
export type { Authorize } from './guard-xhr.ts';
