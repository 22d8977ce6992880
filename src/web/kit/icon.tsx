import type { ReactNode } from 'react';

/** Own outline icons on a 24 unit grid, drawn with one stroke width so that they sit well beside text. */
const shapes = {
  home: <><path d="M4 11.2 12 4l8 7.2" /><path d="M6 9.8V20h12V9.8" /><path d="M10 20v-5.5h4V20" /></>,
  child: <><circle cx="12" cy="7" r="3.2" /><path d="M6 20c0-4 2.6-6.6 6-6.6s6 2.6 6 6.6" /></>,
  people: <><circle cx="9" cy="8" r="3" /><path d="M3.5 19c0-3.6 2.3-5.8 5.5-5.8s5.5 2.2 5.5 5.8" /><path d="M15.5 5.3a3 3 0 0 1 0 5.4" /><path d="M17 13.6c2.2.7 3.5 2.6 3.5 5.4" /></>,
  handover: <><path d="M3 8.5h13" /><path d="m12.5 4.5 4 4-4 4" /><path d="M21 15.5H8" /><path d="m11.5 11.5-4 4 4 4" /></>,
  inbox: <><path d="M4 13.5 6.6 5h10.8L20 13.5V19H4z" /><path d="M4 13.5h4.6c.4 1.7 1.7 2.6 3.4 2.6s3-.9 3.4-2.6H20" /></>,
  outbox: <><path d="M4 13.5V19h16v-5.5" /><path d="M12 15V4.5" /><path d="m8 8.5 4-4 4 4" /></>,
  search: <><circle cx="10.8" cy="10.8" r="6.2" /><path d="m15.5 15.5 5 5" /></>,
  plus: <><path d="M12 5v14" /><path d="M5 12h14" /></>,
  check: <path d="m4.5 12.5 5 5L19.5 7" />,
  close: <><path d="m6 6 12 12" /><path d="M18 6 6 18" /></>,
  alert: <><path d="M12 4 2.8 19.5h18.4z" /><path d="M12 10v4.5" /><path d="M12 17v.2" /></>,
  info: <><circle cx="12" cy="12" r="8.5" /><path d="M12 11v5" /><path d="M12 8v.2" /></>,
  question: <><circle cx="12" cy="12" r="8.5" /><path d="M9.6 9.6c.1-1.4 1.1-2.2 2.4-2.2s2.4.9 2.4 2.1c0 1.7-2.4 2-2.4 3.8" /><path d="M12 16.4v.2" /></>,
  clock: <><circle cx="12" cy="12" r="8.5" /><path d="M12 7v5.2l3.4 2" /></>,
  calendar: <><path d="M4.5 6h15v14h-15z" /><path d="M4.5 10.5h15" /><path d="M8.5 3.5V8" /><path d="M15.5 3.5V8" /></>,
  phone: <path d="M6.5 3.8 9 4.2l1.4 4-2 1.7c1 2.3 2.8 4.1 5.1 5.1l1.7-2 4 1.4.4 2.5c.2 1.4-.9 2.6-2.3 2.5C10 18.9 4.8 13.6 4.2 6.3c-.1-1.4 1-2.6 2.3-2.5z" />,
  place: <><path d="M12 21c4.3-4.6 6.5-8 6.5-11a6.5 6.5 0 0 0-13 0c0 3 2.2 6.4 6.5 11z" /><circle cx="12" cy="10" r="2.3" /></>,
  file: <><path d="M6 3.5h7.5L18.5 8.5v12H6z" /><path d="M13.5 3.5v5h5" /></>,
  note: <><path d="M5 4h14v11l-5 5H5z" /><path d="M14 20v-5h5" /><path d="M8.5 8.5h7" /><path d="M8.5 12h4.5" /></>,
  camera: <><path d="M4 8h3.6L9.2 5.5h5.6L16.4 8H20v11H4z" /><circle cx="12" cy="13.2" r="3.3" /></>,
  upload: <><path d="M12 16V5" /><path d="m7.5 9 4.5-4.5L16.5 9" /><path d="M5 16v3.5h14V16" /></>,
  download: <><path d="M12 4.5V15" /><path d="m7.5 11 4.5 4.5 4.5-4.5" /><path d="M5 16.5v3h14v-3" /></>,
  print: <><path d="M7 9V4h10v5" /><path d="M7 17H4V9h16v8h-3" /><path d="M7 14h10v6.5H7z" /></>,
  edit: <><path d="m4.5 19.5 1-4.5L16 4.5l3.5 3.5L9 18.5z" /><path d="m13.5 7 3.5 3.5" /></>,
  trash: <><path d="M4.5 6.5h15" /><path d="M9 6.5V4h6v2.5" /><path d="M6.5 6.5 7.5 20h9l1-13.5" /></>,
  lock: <><path d="M5.5 10.5h13V20h-13z" /><path d="M8.5 10.5V8a3.5 3.5 0 0 1 7 0v2.5" /></>,
  key: <><circle cx="8" cy="15.5" r="4" /><path d="m11 12.5 8.5-8.5" /><path d="m16 7.5 2.5 2.5" /></>,
  eye: <><path d="M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12z" /><circle cx="12" cy="12" r="2.8" /></>,
  bell: <><path d="M6 17V11a6 6 0 0 1 12 0v6l1.5 1.5h-15z" /><path d="M10 20.5h4" /></>,
  shield: <path d="M12 3.5 19 6v5.5c0 4.5-2.8 7.5-7 9-4.2-1.5-7-4.5-7-9V6z" />,
  scale: <><path d="M12 4v16" /><path d="M8 20h8" /><path d="M5 6.5h14" /><path d="M5 6.5 2.5 13a2.8 2.8 0 0 0 5 0z" /><path d="M19 6.5 16.5 13a2.8 2.8 0 0 0 5 0z" /></>,
  heart: <path d="M12 19.5C7 16 4 13 4 9.5A4 4 0 0 1 12 8a4 4 0 0 1 8 1.5c0 3.5-3 6.5-8 10z" />,
  chart: <><path d="M4 4v16h16" /><path d="M8.5 16v-4" /><path d="M12.5 16V7.5" /><path d="M16.5 16v-6" /></>,
  settings: <><path d="M4 7h9" /><path d="M17 7h3" /><circle cx="15" cy="7" r="2" /><path d="M4 17h3" /><path d="M11 17h9" /><circle cx="9" cy="17" r="2" /></>,
  sun: <><circle cx="12" cy="12" r="3.8" /><path d="M12 3v2M12 19v2M3 12h2M19 12h2M5.6 5.6 7 7M17 17l1.4 1.4M5.6 18.4 7 17M17 7l1.4-1.4" /></>,
  moon: <path d="M19.5 14.5A8 8 0 0 1 9.5 4.5a8 8 0 1 0 10 10z" />,
  auto: <><circle cx="12" cy="12" r="8.5" /><path d="M12 3.5v17a8.5 8.5 0 0 0 0-17z" fill="currentColor" stroke="none" /></>,
  menu: <><path d="M4 7h16" /><path d="M4 12h16" /><path d="M4 17h16" /></>,
  more: <><path d="M6 12v.1" /><path d="M12 12v.1" /><path d="M18 12v.1" /></>,
  back: <><path d="M19 12H5" /><path d="m11 6-6 6 6 6" /></>,
  next: <><path d="M5 12h14" /><path d="m13 6 6 6-6 6" /></>,
  down: <path d="m6 9.5 6 6 6-6" />,
  right: <path d="m9.5 6 6 6-6 6" />,
  up: <path d="m6 14.5 6-6 6 6" />,
  refresh: <><path d="M19.5 12A7.5 7.5 0 1 1 17 6.4L19.5 9" /><path d="M19.5 4.5V9H15" /></>,
  undo: <><path d="M8.5 5 4.5 9l4 4" /><path d="M4.5 9H14a5 5 0 0 1 0 10H9" /></>,
  offline: <><path d="m4 4 16 16" /><path d="M5.5 11.5a10 10 0 0 1 3.7-2.2" /><path d="M13.5 8.8a10 10 0 0 1 5 2.7" /><path d="M8.8 15a5 5 0 0 1 4-1.4" /><path d="M12 18.5v.1" /></>,
  signOut: <><path d="M10 4.5H5v15h5" /><path d="M9.5 12H20" /><path d="m16 8 4 4-4 4" /></>,
  globe: <><circle cx="12" cy="12" r="8.5" /><path d="M3.5 12h17" /><path d="M12 3.5c2.3 2.5 3.4 5.3 3.4 8.5s-1.1 6-3.4 8.5c-2.3-2.5-3.4-5.3-3.4-8.5S9.7 6 12 3.5z" /></>,
  device: <><path d="M7 3.5h10v17H7z" /><path d="M11 17.5h2" /></>,
  filter: <path d="M4 5.5h16L14 12.5V19l-4-2v-4.5z" />,
  link: <><path d="m9.5 14.5 5-5" /><path d="M11 7.5 13.5 5a4 4 0 0 1 5.5 5.5L16.5 13" /><path d="M13 16.5 10.5 19A4 4 0 0 1 5 13.5L7.5 11" /></>,
  route: <><circle cx="6" cy="18" r="2.3" /><circle cx="18" cy="6" r="2.3" /><path d="M8.3 18H15a3 3 0 0 0 0-6H9a3 3 0 0 1 0-6h6.7" /></>,
} satisfies Record<string, ReactNode>;

export type IconName = keyof typeof shapes;
export const iconNames = Object.keys(shapes) as IconName[];

interface IconProps {
  readonly name: IconName;
  /** Edge in em: 1.25 unless told. */
  readonly size?: number;
}

/** A picture beside a text that says the same: always hidden from screen readers. */
export const Icon = ({ name, size = 1.25 }: IconProps) => (
  <svg viewBox="0 0 24 24" width={`${size}em`} height={`${size}em`} fill="none" stroke="currentColor" strokeWidth="1.75" strokeLinecap="round" strokeLinejoin="round" aria-hidden="true" focusable="false">
    {shapes[name]}
  </svg>
);

/** The mark: a roof over a small one. */
export const Mark = ({ size = 1.75 }: { readonly size?: number }) => (
  <svg viewBox="0 0 32 32" width={`${size}em`} height={`${size}em`} aria-hidden="true" focusable="false">
    <path d="M4.5 25.5V16a11.5 11.5 0 0 1 23 0v9.5" fill="none" stroke="currentColor" strokeWidth="4" strokeLinecap="round" />
    <circle cx="16" cy="20.5" r="4.5" fill="var(--mark-heart, currentColor)" />
  </svg>
);
