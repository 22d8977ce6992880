import { prepareEmbedded } from '#platform/db/embedded.ts';

// The launcher has installed the packages and built the desk by now. What is left is for whoever owns this folder: the
// user that runs the node need not be able to write here.
prepareEmbedded();
console.log('Amparo is prepared in this folder.');
