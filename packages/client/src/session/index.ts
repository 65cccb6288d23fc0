export type { SessionCallback, ViewerSession, ViewerSessionSource } from './viewer-session.ts';
