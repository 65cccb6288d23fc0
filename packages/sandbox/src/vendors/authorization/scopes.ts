/** What an application may ask for. The vendor's document names no scopes; these are ours. `videos:play` opens media. */
export const API_SCOPES = [
  'videos:read',
  'videos:write',
  'videos:play',
  'live:read',
  'live:write',
  'analytics:read',
] as const;

/** Those that every authorization server knows. */
export const SIGN_IN_SCOPES = ['openid', 'profile', 'offline_access'] as const;
