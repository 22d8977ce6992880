/** The door to private comparisons, for the wire between two nodes. */
export { beginRun, consentingToTracing, endAnswering, endAsking, failRun, kindsAllowed, refuseRun, soughtPersons, takeContact, type ComparedPerson, type Nominated } from './service/comparison.ts';
export { hearContact, owedContacts, profileForContact } from './service/contacts.ts';
export { encode, factsOf, inventPersons, nominatePairs, type Encodings } from './service/private-engine.ts';
export { answeredSince, askedAt, findComparison, saveAsked } from './store/comparison.ts';
