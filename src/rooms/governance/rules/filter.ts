import type { TSchema } from 'typebox';
import { keywordsOf, type Sensitivity } from '#kernel/field.ts';
import { childIdPattern, nodeIdPattern, uuidPattern } from '#kernel/identifier.ts';
import { instantPattern } from '#kernel/instant.ts';
import type { Operation } from '#kernel/operation.ts';
import { succeed, type Result } from '#kernel/result.ts';
import type { AgreementTerms } from '../schema.ts';
import type { OnwardJudge } from './onward.ts';
import { covers, whyWithheld, withheldReasons, type Flow, type WithheldReason } from './policy.ts';

/** What stands in the place of a value that stays behind. */
interface Withheld {
  readonly withheld: WithheldReason;
}

/** What one kind of operation holds. */
export interface OperationShape {
  readonly body: TSchema;
  /** The least class of everything in this body, when its content makes it graver than its fields (a health note). */
  sensitivityOf?(body: unknown): Sensitivity;
}
/**
 * By kind of operation; composed from the rooms. `local`: concerns the sending agency alone (who works on the file) and
 * is left out. A kind that is not in it never leaves.
 */
export type OperationShapes = Readonly<Record<string, OperationShape | 'local'>>;

/** Kind of the operation that stands for one that stayed behind as a whole. */
export const factWithheldKind = 'governance.fact-withheld';

/** References and times have no meaning of their own; they leave, because what leaves refers to them. */
const structuralPatterns: readonly string[] = [childIdPattern, nodeIdPattern, uuidPattern, instantPattern];

interface ObjectSchema {
  readonly type?: string;
  readonly pattern?: string;
  readonly const?: unknown;
  readonly properties?: Readonly<Record<string, TSchema>>;
  readonly items?: TSchema;
}
type Judge = (key: string, sensitivity: Sensitivity) => WithheldReason | null;

/** Whether a value is a note that something was withheld: for folds and screens of what came from another node. */
export const isWithheld = (value: unknown): value is Withheld =>
  isRecord(value) && Object.keys(value).length === 1 && withheldReasons.some((reason) => reason === value['withheld']);

const graver = (one: Sensitivity, other: Sensitivity): Sensitivity => (one > other ? one : other);
const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * A copy of a value in which only what may leave is left. A property marked by `field` is judged as a whole under the
 * key of its label; one that nobody marked is confidential (class D) under the key of its path, except references and
 * times; those that the schema does not know stay behind with their names.
 */
function filterValue(schema: TSchema, value: unknown, path: string, least: Sensitivity, judge: Judge): unknown {
  if (isWithheld(value)) return value;
  const { type, pattern, properties, items } = schema as ObjectSchema;
  const keywords = keywordsOf(schema);
  if (keywords) return judged(judge(keywords.label, graver(least, keywords.sensitivity)), value);
  if (properties && isRecord(value)) {
    const known = Object.keys(value).filter((name) => Object.hasOwn(properties, name));
    const left = known.map((name) => [name, filterValue(properties[name]!, value[name], `${path}.${name}`, least, judge)]);
    return Object.fromEntries(known.length < Object.keys(value).length ? [...left, ['other', judged('unknown-field', null)]] : left);
  }
  if (items && Array.isArray(value)) return value.map((member) => filterValue(items, member, path, least, judge));
  const isReference = type === 'string' && pattern !== undefined && structuralPatterns.includes(pattern) && typeof value === 'string' && new RegExp(pattern).test(value);
  return isReference ? value : judged(judge(path, graver(least, 'D')), value);
}

const judged = (reason: WithheldReason | null, value: unknown): unknown => (reason === null ? value : ({ withheld: reason } satisfies Withheld));

/**
 * The operations as they may leave under the terms: same identifiers, actors and times; every field that may not leave
 * is replaced by `{ withheld: reason }`. An operation of an unknown kind, or one that is sealed (class E) as a whole,
 * leaves only as the fact that something is withheld: its kind alone would tell what it is about.
 * Refuses as `covers`.
 * @param onward what of it came from others and must not go on, with the reason
 */
export function filterOperations(terms: AgreementTerms, flow: Flow, operations: readonly Operation[], shapes: OperationShapes, onward: OnwardJudge = () => null): Result<Operation[]> {
  const covered = covers(terms, flow);
  if (!covered.ok) return covered;
  return succeed(operations.flatMap((operation) => {
    const shape = Object.hasOwn(shapes, operation.kind) ? shapes[operation.kind] : undefined;
    return shape === 'local' ? [] : [filterOperation(terms, flow, operation, shape, onward(operation))];
  }));
}

function filterOperation(terms: AgreementTerms, flow: Flow, operation: Operation, shape: OperationShape | undefined, onward: WithheldReason | null): Operation {
  if (operation.kind === factWithheldKind && isWithheld(operation.body)) return operation;
  if (!shape) return standIn(operation, 'unknown-kind');
  let mayAnyLeave = false;
  let whySealed: WithheldReason | null = null;
  const judge: Judge = (key, sensitivity) => {
    const reason = whyWithheld(terms, flow, { key, sensitivity }) ?? onward;
    if (reason === null) mayAnyLeave = true;
    else if (sensitivity === 'E') whySealed = reason;
    return reason;
  };
  const body = filterValue(shape.body, operation.body, operation.kind, shape.sensitivityOf?.(operation.body) ?? 'A', judge);
  return whySealed !== null && !mayAnyLeave ? standIn(operation, whySealed) : { ...operation, body };
}

/** Keeps identifier, child, node and time; says nothing of the kind, the actor and the fields. */
const standIn = (operation: Operation, reason: WithheldReason): Operation => ({
  ...operation, kind: factWithheldKind, actor: operation.node, actorLabel: '', base: {}, body: { withheld: reason } satisfies Withheld,
});
