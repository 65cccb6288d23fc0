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

/** What each of them means, for whoever is asked to allow it. */
export const SCOPE_WORDS: Readonly<Record<string, string>> = {
  openid: 'To know that it is you',
  profile: 'Your name',
  offline_access: 'To stay signed in while you are away',
  'videos:read': 'To see the list of your videos',
  'videos:write': 'To change your videos',
  'videos:play': 'To play your videos',
  'live:read': 'To see your live streams',
  'live:write': 'To change your live streams',
  'analytics:read': 'To see how often they are watched',
};
