// Bundlers that build for browsers are led here instead of to the command's code, and stop at a module that does not exist.
import './SERVER-ONLY-@playgate-cli-must-not-be-imported-from-browser-code.js';
