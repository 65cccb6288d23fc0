export { ibmEmbed } from './ibm-embed.ts';
export type { IbmEmbedOptions } from './ibm-embed.ts';
export { ibmHashlockEntry } from './ibm-hashlock-entry.ts';
export type { IbmHashlockEntryOptions } from './ibm-hashlock-entry.ts';
