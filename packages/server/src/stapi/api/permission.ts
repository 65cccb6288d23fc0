/** What a call needs, as scope of a token or permission of a key. The vendor's document says that there are both, and names neither. */
export type StapiPermission =
  'videos:read' | 'videos:write' | 'live:read' | 'live:write' | 'analytics:read';
