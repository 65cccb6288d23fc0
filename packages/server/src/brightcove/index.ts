export { brightcove } from './brightcove.ts';
export type { BrightcoveOptions } from './brightcove-options.ts';
export type { BrightcoveClaims, BrightcoveStaticClaims } from './brightcove-claims.ts';
export { brightcoveDoctor } from './brightcove-doctor.ts';
export type { BrightcoveDoctorOptions } from './brightcove-doctor.ts';
export type { BrightcoveSigning } from './brightcove-signer.ts';
export type { BrightcoveSource, KeySystem } from './brightcove-source.ts';
export { brightcoveStatic } from './brightcove-static.ts';
export type { BrightcoveStaticOptions, StaticResource } from './static-options.ts';
export type { ChooseSource } from './choose-source.ts';
export { createBrightcoveManagement } from './create-brightcove-management.ts';
export type {
  BrightcoveManagement,
  BrightcoveManagementOptions,
} from './create-brightcove-management.ts';
export { createMintedTokens } from './create-minted-tokens.ts';
export type { MintedTokensOptions } from './create-minted-tokens.ts';
export type { CutOff, CutOffFailure, MintedTokens } from './minted-tokens.ts';
export { mintBrightcoveToken } from './mint-brightcove-token.ts';
export type { MintBrightcoveTokenOptions } from './mint-brightcove-token.ts';
export type { BrightcoveToken } from './sign-brightcove-token.ts';
export { importSigningKey } from '../jwt/import-signing-key.ts';
export type { SigningKeyOptions } from '../jwt/import-signing-key.ts';
export { publicKeyOf } from '../jwt/public-key-of.ts';
export type { PublicKey } from '../jwt/public-key-of.ts';
export type { SigningKeyChecks } from '../jwt/read-signing-key.ts';
export type { SigningKeyInput } from '../jwt/signing-key.ts';
export type { JwtAlgorithm, JwtSigner } from '../jwt/jwt-signer.ts';
export type { AuditApi, AuditReport, AuditStatus, GenerateOptions } from './audit-api.ts';
export type { AuditProgress } from './poll-audit.ts';
export type { DownloadOptions, ReportDownload } from './download-report.ts';
export type { BlacklistApi, BlacklistedToken } from './blacklist-api.ts';
export type { CallOptions } from '../api/call-options.ts';
export type { Device, DeviceApi, ListOptions, UserDevice } from './device-api.ts';
export type { KeyApi, KeyToRegister, RegisteredKey } from './key-api.ts';
