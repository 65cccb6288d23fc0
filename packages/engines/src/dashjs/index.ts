export type { Protection } from '@playgate/client/adapter';
export type { DashPlayer } from './dash.ts';
export { protectDash } from './protect-dash.ts';
export type { ProtectDashOptions } from './protect-dash.ts';
