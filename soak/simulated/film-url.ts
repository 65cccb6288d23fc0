/** Where the film of the model lies. */
export const FILM_URL = 'https://edge.example/film/';
