// Bundlers that build for browsers are led here instead of to the server's code, and stop at a module that does not exist.
import './SERVER-ONLY-@playgate-session-must-not-be-imported-from-browser-code.js';
