import { useId, useState, type DragEvent } from 'react';
import { classes } from './classes.ts';
import { fieldId, FieldGroup, type FieldProps } from './field-frame.tsx';
import { Icon } from './icon.tsx';
import { shrinkPicture } from './shrink-picture.ts';
import { text } from './text.tsx';
import styles from './file-drop.module.css';

/** A file as it leaves the device: pictures shrunk and without what the camera wrote beside them. */
export interface PickedFile {
  readonly name: string;
  readonly type: string;
  readonly content: Blob;
}

interface FileDropProps extends FieldProps {
  readonly onPick: (files: PickedFile[]) => void;
  /** As for the HTML attribute: `image/*,application/pdf`. */
  readonly accept?: string;
  readonly isMultiple?: boolean;
  /** Largest size after shrinking; 20 MB unless told. */
  readonly mostBytes?: number;
  /** Offers the camera first. */
  readonly isCamera?: boolean;
}

const isPicture = (file: File): boolean => file.type.startsWith('image/') && file.type !== 'image/svg+xml';

async function prepare(file: File): Promise<PickedFile> {
  if (!isPicture(file)) return { name: file.name, type: file.type || 'application/octet-stream', content: file };
  return { name: file.name.replace(/\.[^.]*$/, '') + '.jpg', type: 'image/jpeg', content: await shrinkPicture(file) };
}

/** Where files are dropped, picked, or taken with the camera. */
export function FileDrop(props: FileDropProps) {
  const { name, onPick, accept, isMultiple = false, mostBytes = 20_000_000, isCamera = false } = props;
  const [fault, setFault] = useState<string>();
  const [isOver, setIsOver] = useState(false);
  const [isBusy, setIsBusy] = useState(false);
  const cameraId = useId();

  const take = async (list: FileList | null): Promise<void> => {
    const files = [...(list ?? [])].slice(0, isMultiple ? undefined : 1);
    if (files.length === 0) return;
    setIsBusy(true);
    setFault(undefined);
    try {
      const prepared = await Promise.all(files.map(prepare));
      const tooLarge = prepared.find((file) => file.content.size > mostBytes);
      if (tooLarge) setFault(text('kit.file.tooLarge', { name: tooLarge.name, megabytes: Math.round(mostBytes / 1_000_000) }));
      else onPick(prepared);
    } catch {
      setFault(text('kit.file.unreadable', { name: files[0]!.name }));
    } finally {
      setIsBusy(false);
    }
  };
  const drag = (isInside: boolean) => (event: DragEvent): void => {
    event.preventDefault();
    setIsOver(isInside);
  };
  return (
    <FieldGroup {...props} error={props.error ?? fault}>
      <div
        className={classes(styles['drop'], isOver && styles['over'])}
        onDragOver={drag(true)}
        onDragLeave={drag(false)}
        onDrop={(event) => {
          drag(false)(event);
          void take(event.dataTransfer.files);
        }}
        aria-busy={isBusy}
      >
        {isCamera && (
          <label className={styles['pick']} htmlFor={cameraId}>
            <Icon name="camera" /><span>{text('kit.file.camera')}</span>
            <input id={cameraId} type="file" accept="image/*" capture="environment" onChange={(event) => void take(event.target.files)} />
          </label>
        )}
        <label className={styles['pick']} htmlFor={`${fieldId(name)}-file`}>
          <Icon name="upload" /><span>{text(isBusy ? 'kit.file.preparing' : isMultiple ? 'kit.file.pickSeveral' : 'kit.file.pick')}</span>
          <input id={`${fieldId(name)}-file`} type="file" accept={accept} multiple={isMultiple} onChange={(event) => void take(event.target.files)} />
        </label>
        <span className={styles['or']}>{text('kit.file.orDrop')}</span>
      </div>
    </FieldGroup>
  );
}

/** A photo: by camera on a phone, from a file on a desk. */
export const CameraCapture = (props: Omit<FileDropProps, 'isCamera' | 'accept'>) => <FileDrop {...props} accept="image/*" isCamera />;
