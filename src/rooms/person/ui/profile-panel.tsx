import { useState } from 'react';
import { Badge } from '#web/kit/badge.tsx';
import { Button } from '#web/kit/button.tsx';
import { Card } from '#web/kit/card.tsx';
import { KeyValue } from '#web/kit/key-value.tsx';
import { Row } from '#web/kit/layout.tsx';
import { ButtonLink } from '#web/kit/link.tsx';
import { text } from '#web/kit/text.tsx';
import type { ChildId } from '#kernel/identifier.ts';
import type { FieldName, ProfileView } from '../schema.ts';
import { FieldHistory } from './field-history.tsx';
import { fieldText } from './field-text.ts';
import { usePlaceText } from './place-text.ts';
import { SettleDialog } from './settle-dialog.tsx';

const groups = {
  names: ['givenNames', 'firstSurname', 'secondSurname', 'nickname', 'nameInOwnLanguage', 'otherNames'],
  facts: ['birth', 'sex', 'genderIdentity', 'nationalities', 'languages', 'needsInterpreter', 'selfIdentification'],
  places: ['originPlace', 'habitualResidence', 'phone', 'identityDocuments'],
} as const satisfies Record<string, readonly FieldName[]>;

interface ProfilePanelProps {
  readonly childId: ChildId;
  readonly profile: ProfileView;
  /** The file is open here and the worker may change it. */
  readonly mayChange: boolean;
  /** Decides between two answers. */
  readonly maySettle: boolean;
}

/** Who the child is: each value with where it comes from, and those that have two answers. */
export function ProfilePanel({ childId, profile, mayChange, maySettle }: ProfilePanelProps) {
  const [settling, setSettling] = useState<FieldName>();
  const placeText = usePlaceText();
  const row = (field: FieldName) => {
    const label = text(`person.field.${field}`);
    const isDisputed = profile.disputes.includes(field);
    return {
      label,
      value: profile.versions[field] && (
        <>
          {fieldText(field, profile.values[field], placeText)}{' '}
          <FieldHistory childId={childId} field={field} label={label} />
        </>
      ),
      note: isDisputed && (
        <Row gap={2}>
          <Badge tone="warn" icon="alert">{text('person.twoAnswers')}</Badge>
          {maySettle && <Button size="s" onPress={() => setSettling(field)}>{text('person.settle')}</Button>}
        </Row>
      ),
    };
  };
  return (
    <>
      {Object.entries(groups).map(([group, fields], index) => (
        <Card
          key={group} title={text(`person-ui.group.${group}`)}
          actions={index === 0 && mayChange && <ButtonLink href={`/casos/${childId}/editar/persona`} size="s" icon="edit">{text('person-ui.edit')}</ButtonLink>}
        >
          <KeyValue rows={fields.map(row)} />
        </Card>
      ))}
      {settling && <SettleDialog key={settling} childId={childId} field={settling} label={text(`person.field.${settling}`)} answers={profile.answers[settling] ?? []} onClose={() => setSettling(undefined)} />}
    </>
  );
}
