// Bundlers that build for browsers are led here instead of to the sandbox, and stop at a module that does not exist.
import './SERVER-ONLY-@playgate-sandbox-must-not-be-imported-from-browser-code.js';
