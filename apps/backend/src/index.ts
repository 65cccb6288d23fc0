export { createBackend } from './create-backend.ts';
export type { Backend, BackendOptions } from './create-backend.ts';
