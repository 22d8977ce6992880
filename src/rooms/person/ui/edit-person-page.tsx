import { useParams } from 'wouter';
import type { ChildId } from '#kernel/identifier.ts';
import { Card } from '#web/kit/card.tsx';
import { Stack } from '#web/kit/layout.tsx';
import { text } from '#web/kit/text.tsx';
import { valueOfField } from '../rules.ts';
import { CompanyFields, FamilyElsewhere } from './company-fields.tsx';
import { DocumentFields } from './document-fields.tsx';
import { EditProfile } from './edit-profile.tsx';
import { IdentityFields } from './identity-fields.tsx';
import { LaterFields, OriginFields } from './origin-fields.tsx';
import { LiveLabels } from './accompaniment-labels.tsx';

/** Changes names, birth, origin, languages, papers. */
export function EditPersonPage() {
  const { childId } = useParams<{ childId: ChildId }>();
  return (
    <EditProfile
      childId={childId} part="persona" title={text('person-ui.edit.persona')}
      fields={(props) => (
        <Stack gap={5}>
          <Card title={text('person-ui.group.names')}><IdentityFields {...props} /></Card>
          <Card title={text('person-ui.group.facts')}><OriginFields {...props} /></Card>
          <Card title={text('person-ui.group.places')}><LaterFields {...props} /></Card>
          <Card title={text('person.field.identityDocuments')}><DocumentFields {...props} /></Card>
        </Stack>
      )}
    />
  );
}

/** Changes who is with the child and who is elsewhere. */
export function EditFamilyPage() {
  const { childId } = useParams<{ childId: ChildId }>();
  return (
    <EditProfile
      childId={childId} part="familia" title={text('person-ui.edit.familia')}
      fields={(props, recorded) => {
        const people = valueOfField(recorded, 'people') ?? [];
        return (
          <Stack gap={5}>
            <Card title={text('person-ui.people.with')}><CompanyFields {...props} recorded={people} /></Card>
            <Card title={text('person-ui.labels')}><LiveLabels profile={props.value} /></Card>
            <Card title={text('person-ui.people.elsewhere')}><FamilyElsewhere {...props} recorded={people} /></Card>
          </Stack>
        );
      }}
    />
  );
}
