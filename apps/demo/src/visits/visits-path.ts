/** Address of the page about video visits. */
export const VISITS_PATH = '/visits';
