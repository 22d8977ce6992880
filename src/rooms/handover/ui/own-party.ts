import { useSession } from '#web/device/session.ts';
import { phoneText } from '#web/kit/phone-text.ts';
import type { CustodyParty } from '#web/kit/custody-line.tsx';

/** This agency, as a party of the custody line. */
export function useOwnParty(): CustodyParty {
  const { node } = useSession();
  return { name: node.shortName, phone: phoneText(node.dutyPhone), isUs: true, ...(node.name === node.shortName ? {} : { detail: node.name }) };
}
