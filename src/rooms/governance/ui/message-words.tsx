import type { Instant } from '#kernel/instant.ts';
import type { Problem } from '#kernel/problem.ts';
import { formatInstant } from '#web/kit/dates.ts';
import { Icon } from '#web/kit/icon.tsx';
import { problemText } from '#web/kit/problem-text.ts';
import { hasText, text } from '#web/kit/text.tsx';
import styles from './message-words.module.css';

export const typeText = (type: string): string => (hasText(`federation.type.${type}`) ? text(`federation.type.${type}`) : type);

/** Why a message was refused or set apart; the code comes from another node and may be newer than this desk. */
export const problemWords = ({ code, details }: { readonly code: string; readonly details: Readonly<Record<string, unknown>> }): string => problemText({ code, details } as Problem);

/** Where an item leads: to the handover it is about. */
export const itemHref = ({ handoverId }: { readonly handoverId: string | null }): string => (handoverId ? `/traspasos/${handoverId}` : '/federacion?vista=agencias');

/** The other node's signed word that it has stored a message. */
export const ReceiptMark = ({ receipt, at }: { readonly receipt: string | null; readonly at: Instant | null }) =>
  receipt === null ? <span className={styles['none']}>{text('governance-ui.noReceipt')}</span> : <span className={styles['receipt']}><Icon name="check" size={1.05} />{at ? formatInstant(at) : text('federation.receipt')}</span>;
