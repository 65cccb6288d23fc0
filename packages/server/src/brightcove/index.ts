export { brightcove } from './brightcove.ts';
export type { BrightcoveOptions } from './brightcove-options.ts';
export type { BrightcoveClaims, BrightcoveStaticClaims } from './tokens/brightcove-claims.ts';
export { brightcoveDoctor } from './brightcove-doctor.ts';
export type { BrightcoveDoctorOptions } from './brightcove-doctor.ts';
export type { BrightcoveSigning } from './tokens/brightcove-signer.ts';
export type { BrightcoveSource, KeySystem } from './playback/brightcove-source.ts';
export { brightcoveStatic } from './playback/brightcove-static.ts';
export type { BrightcoveStaticOptions, StaticResource } from './playback/static-options.ts';
export type { ChooseSource } from './playback/choose-source.ts';
export { createBrightcoveClient } from './management/create-brightcove-client.ts';
export type {
  BrightcoveClient,
  BrightcoveClientOptions,
} from './management/create-brightcove-client.ts';
export { createMintedTokens } from './tokens/create-minted-tokens.ts';
export type { MintedTokensOptions } from './tokens/create-minted-tokens.ts';
export type { CutOff, CutOffFailure, MintedTokens } from './tokens/minted-tokens.ts';
export { mintBrightcoveToken } from './tokens/mint-brightcove-token.ts';
export type { MintBrightcoveTokenOptions } from './tokens/mint-brightcove-token.ts';
export type { BrightcoveToken } from './tokens/sign-brightcove-token.ts';
export { importSigningKey } from '../jwt/import-signing-key.ts';
export type { SigningKeyOptions } from '../jwt/import-signing-key.ts';
export { publicKeyOf } from '../jwt/public-key-of.ts';
export type { PublicKey } from '../jwt/public-key-of.ts';
export type { SigningKeyChecks } from '../jwt/read-signing-key.ts';
export type { SigningKeyInput } from '../jwt/signing-key.ts';
export type { JwtAlgorithm, JwtSigner } from '../jwt/jwt-signer.ts';
export type { AuditApi, AuditReport, GenerateOptions } from './management/audit-api.ts';
export type { AuditStatus } from './management/audit-status.ts';
export type { AuditProgress } from './management/poll-audit.ts';
export type { DownloadOptions, ReportDownload } from './management/download-report.ts';
export type { BlacklistApi, BlacklistedToken } from './management/blacklist-api.ts';
export type { CallOptions } from '../api/call-options.ts';
export type { Device, DeviceApi, ListOptions, UserDevice } from './management/device-api.ts';
export type { KeyApi, KeyToRegister, RegisteredKey } from './management/key-api.ts';
