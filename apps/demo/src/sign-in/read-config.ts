/** What a page must know to sign in by itself. Nothing of it is secret. */
export interface SignInConfig {
  readonly issuer: string;
  readonly clientId: string;
  /** Which client the backend is. */
  readonly backendClientId: string;
  readonly scope: string;
  /** STAPI's API, and where its films are. */
  readonly api: string;
  readonly media: string;
  /** How long access tokens last here. */
  readonly tokenSeconds: number;
}

export async function readConfig(): Promise<SignInConfig> {
  const response = await fetch('/api/sign-in');
  if (!response.ok) throw new Error(`The backend answered ${response.status}. Try again later.`);
  return response.json();
}
