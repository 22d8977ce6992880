import { useEffect, useRef, useState } from 'react';
import { Button } from '#web/kit/button.tsx';
import { Notice } from '#web/kit/notice.tsx';
import { text } from '#web/kit/text.tsx';
import styles from './code-scanner.module.css';

/** The browser's own reader of codes, where it has one. */
interface Detector {
  detect(source: HTMLVideoElement): Promise<readonly { readonly rawValue: string }[]>;
}
type DetectorClass = new (options: { readonly formats: readonly string[] }) => Detector;

const detectorClass = (): DetectorClass | undefined => (globalThis as { readonly BarcodeDetector?: DetectorClass }).BarcodeDetector;
/** Whether this browser reads codes by itself; else the number is typed. */
export const canScan = (): boolean => detectorClass() !== undefined && typeof navigator.mediaDevices?.getUserMedia === 'function';

const pauseMilliseconds = 200;

interface CodeScannerProps {
  /** Called with every code that comes into sight, until the scanner is taken away. */
  readonly onCode: (words: string) => void;
  readonly onStop: () => void;
}

/** Looks through the camera for a code. Nothing is kept or sent. */
export function CodeScanner({ onCode, onStop }: CodeScannerProps) {
  const video = useRef<HTMLVideoElement>(null);
  const latest = useRef(onCode);
  const [isRefused, setIsRefused] = useState(false);
  useEffect(() => {
    latest.current = onCode;
  });
  useEffect(() => {
    let isOn = true;
    let stream: MediaStream | undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const Reader = detectorClass();
    const look = async (detector: Detector): Promise<void> => {
      const found = video.current && video.current.readyState >= 2 ? await detector.detect(video.current).catch(() => []) : [];
      for (const { rawValue } of found) if (isOn) latest.current(rawValue);
      if (isOn) timer = setTimeout(() => void look(detector), pauseMilliseconds);
    };
    const start = async (): Promise<void> => {
      stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } });
      if (!isOn || !video.current || !Reader) return;
      video.current.srcObject = stream;
      await video.current.play();
      await look(new Reader({ formats: ['qr_code'] }));
    };
    start().catch(() => setIsRefused(true));
    return () => {
      isOn = false;
      clearTimeout(timer);
      for (const track of stream?.getTracks() ?? []) track.stop();
    };
  }, []);
  if (isRefused) return <Notice tone="warn" isNew>{text('handover-ui.card.noCamera')}</Notice>;
  return (
    <div className={styles['scanner']}>
      <video ref={video} className={styles['video']} muted playsInline aria-label={text('handover-ui.card.camera')} />
      <span className={styles['frame']} aria-hidden="true" />
      <div className={styles['stop']}><Button icon="close" onPress={onStop}>{text('handover-ui.card.stop')}</Button></div>
    </div>
  );
}
