/** The secrets of one run. All but those that the vendor's format forbids to carry it begin with `sandbox_`. */
export interface SandboxKeys {
  readonly catchTheShow: { readonly secretKey: string; readonly publicKey: string };
  readonly ibm: {
    readonly clientId: string;
    readonly clientSecret: string;
    /** Of the locks that are set from the start. */
    readonly lockSecret: string;
  };
  /** Mints hash credentials for the origin's scheme `hash`. */
  readonly origin: { readonly hashSecret: string };
}
