/** Where the vendor's player and embeds live. */
export const IBM_ORIGIN = 'https://video.ibm.com';
