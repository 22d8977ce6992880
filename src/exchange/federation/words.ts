/** Where the text of a received message is sealed for. */
export const inboxContext = 'federation.inbox';
