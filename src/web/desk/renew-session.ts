import { createContext, useContext } from 'react';

/** Asks the node again who is signed in, after something about the account changed. Filled by the app. */
export const RenewSessionContext = createContext<() => Promise<void>>(() => Promise.resolve());

export const useRenewedSession = (): (() => Promise<void>) => useContext(RenewSessionContext);
