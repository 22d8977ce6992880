import type { ReactNode } from 'react';
import { classes } from './classes.ts';
import { Icon } from './icon.tsx';
import { text } from './text.tsx';
import styles from './field-frame.module.css';

/** What every field takes beside its value. */
export interface FieldProps {
  /** Path of the value in the form; gives the field its id, to which the error summary leads. */
  readonly name: string;
  readonly label: ReactNode;
  /** Why we ask, or how to answer. */
  readonly hint?: ReactNode;
  /** What is wrong and how to mend it: the same words as in the error summary. */
  readonly error?: string | undefined;
  /** Says "(opcional)": the kit marks what may stay empty, never what may not. */
  readonly isOptional?: boolean;
}

export const fieldId = (name: string): string => `field-${name.replaceAll(/[^\w-]/g, '-')}`;

/** Id of the label inside a `FieldBlock`. */
export const labelId = (name: string): string => `${fieldId(name)}-label`;

/** Ids of hint and error, for `aria-describedby`. */
export const describedBy = ({ name, hint, error }: FieldProps): string | undefined => {
  const id = fieldId(name);
  return [hint ? `${id}-hint` : '', error ? `${id}-error` : ''].filter(Boolean).join(' ') || undefined;
};

/** Attributes for the one control of a field. */
export const controlAttributes = (props: FieldProps) => ({
  id: fieldId(props.name),
  name: props.name,
  'aria-describedby': describedBy(props),
  'aria-invalid': props.error ? true : undefined,
});

const Label = ({ label, isOptional }: FieldProps) => (
  <>{label}{isOptional && <span className={styles['optional']}> {text('kit.optional')}</span>}</>
);

const Around = ({ name, hint, error }: FieldProps) => (
  <>
    {hint && <div id={`${fieldId(name)}-hint`} className={styles['hint']}>{hint}</div>}
    {error && (
      <p id={`${fieldId(name)}-error`} className={styles['error']}>
        <Icon name="alert" size={1.1} /><span><span className="visually-hidden">{text('kit.error')}: </span>{error}</span>
      </p>
    )}
  </>
);

/** Label, hint and error around one control. */
export const FieldFrame = ({ children, ...props }: FieldProps & { readonly children: ReactNode }) => (
  <div className={classes(styles['field'], props.error && styles['wrong'])}>
    <label className={styles['label']} htmlFor={fieldId(props.name)}><Label {...props} /></label>
    <Around {...props} />
    {children}
  </div>
);

/** Label, hint and error around several controls that answer one question. */
export const FieldGroup = ({ children, ...props }: FieldProps & { readonly children: ReactNode }) => (
  <fieldset id={fieldId(props.name)} tabIndex={-1} className={classes(styles['field'], props.error && styles['wrong'])} aria-describedby={describedBy(props)}>
    <legend className={styles['label']}><Label {...props} /></legend>
    <Around {...props} />
    {children}
  </fieldset>
);

/** Label, hint and error around a control that names itself by `aria-labelledby`. */
export const FieldBlock = ({ children, ...props }: FieldProps & { readonly children: ReactNode }) => (
  <div id={fieldId(props.name)} className={classes(styles['field'], props.error && styles['wrong'])}>
    <span id={labelId(props.name)} className={styles['label']}><Label {...props} /></span>
    <Around {...props} />
    {children}
  </div>
);

/** The look of a text box, for controls that draw their own. */
export const boxClass = styles['box'];
