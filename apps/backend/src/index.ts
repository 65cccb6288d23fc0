export { createBackend } from './create-backend.ts';
export type { Backend, BackendOptions } from './create-backend.ts';
export { registerApplications } from './sign-in/register-applications.ts';
export type { Applications } from './sign-in/register-applications.ts';
