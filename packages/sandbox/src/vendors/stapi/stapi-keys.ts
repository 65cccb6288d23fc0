export interface StapiKeys {
  /** An API key with every permission. */
  readonly apiKey: string;
}
