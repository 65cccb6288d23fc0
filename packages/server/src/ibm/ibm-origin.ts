/** Where the vendor's player and embeds live, and its token endpoint. */
export const IBM_ORIGIN = 'https://video.ibm.com';

/** Where its API lives. */
export const IBM_API_URL = 'https://api.video.ibm.com';
