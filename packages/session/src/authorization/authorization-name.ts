/** What errors and events call the authorization server. */
export const AUTHORIZATION = {
  vendor: 'authorization',
  name: 'The authorization server',
} as const;
