import type { AuthorizerState } from '@playgate/client';

/** How the viewer is asked to act. */
export type Interaction = NonNullable<AuthorizerState['interaction']>;
