import type { AuthorizationKeys } from './vendors/authorization/authorization-keys.ts';
import type { BrightcoveKeys } from './vendors/brightcove/create-brightcove.ts';
import type { CatchTheShowKeys } from './vendors/catch-the-show/create-catch-the-show.ts';
import type { IbmKeys } from './vendors/ibm/create-ibm.ts';
import type { MuxKeys } from './vendors/mux/create-mux.ts';
import type { SecureVideoKeys } from './vendors/secure-video/create-secure-video.ts';
import type { StapiKeys } from './vendors/stapi/stapi-keys.ts';

/** The secrets of one run. All but those that the vendor's format forbids to carry it begin with `sandbox_`. */
export interface SandboxKeys {
  readonly catchTheShow: CatchTheShowKeys;
  readonly ibm: IbmKeys;
  /** Mints hash credentials for the origin's scheme `hash`. */
  readonly origin: { readonly hashSecret: string };
  readonly stapi: StapiKeys;
  readonly authorization: AuthorizationKeys;
  readonly secureVideo: SecureVideoKeys;
  readonly brightcove: BrightcoveKeys;
  readonly mux: MuxKeys;
}
