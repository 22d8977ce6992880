const address = '/service-worker.js';

/** Trusted Types ask for a policy wherever a script's address is given; this one knows one address. */
const trusted = (): string => {
  const policies = (window as { trustedTypes?: { createPolicy(name: string, rules: { createScriptURL(): string }): { createScriptURL(wanted: string): string } } }).trustedTypes;
  return policies?.createPolicy('amparo-offline', { createScriptURL: () => address }).createScriptURL(address) ?? address;
};

/** Lets the browser keep the desk's program, so that it opens without a signal (secure addresses only). Where it will not, the desk works as before. */
export function keepDesk(): void {
  if ('serviceWorker' in navigator) navigator.serviceWorker.register(trusted()).catch(() => undefined);
}
