export { attachIbmEmbed } from './attach-ibm-embed.ts';
export type { IbmEmbedHandle, IbmEmbedOptions } from './attach-ibm-embed.ts';
export type { EmbedFrame, EmbedPage, EmbedWindow } from './embed-frame.ts';
export type { IbmPlayer } from './ibm-player.ts';
export type { IbmPlayerContent, IbmProperties } from './ibm-property.ts';
