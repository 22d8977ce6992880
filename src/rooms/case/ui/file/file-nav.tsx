import { useEffect, useRef } from 'react';
import { Link } from 'wouter';
import type { ChildId } from '#kernel/identifier.ts';
import { Icon } from '#web/kit/icon.tsx';
import { text } from '#web/kit/text.tsx';
import { sectionIcons, sections, type Section } from './sections.ts';
import styles from './file-frame.module.css';

interface FileNavProps {
  readonly childId: ChildId;
  readonly current: Section;
  readonly counts: Partial<Record<Section, number>>;
}

/** The parts of the file: beside it on a desk, a strip above it on a phone. Each has an address of its own. */
export function FileNav({ childId, current, counts }: FileNavProps) {
  const bar = useRef<HTMLElement>(null);
  const strip = useRef<HTMLUListElement>(null);
  const shown = useRef(current);
  useEffect(() => {
    const list = strip.current;
    // another part begins at its top, under this bar, wherever the former one was left
    if (shown.current !== current && bar.current && bar.current.getBoundingClientRect().top < window.innerHeight / 8) bar.current.scrollIntoView({ block: 'start' });
    shown.current = current;
    const open = list?.querySelector<HTMLElement>('[aria-current="page"]');
    if (list && open && list.scrollWidth > list.clientWidth) list.scrollLeft = open.offsetLeft - list.clientWidth / 3;
  }, [current]);
  return (
    <nav ref={bar} className={styles['nav']} aria-label={text('case-ui.file.parts')}>
      <ul role="list" ref={strip} className={styles['places']}>
        {sections.map((section) => (
          <li key={section}>
            <Link href={`/casos/${childId}${section === 'resumen' ? '' : `?ver=${section}`}`} className={styles['place'] ?? ''} aria-current={section === current ? 'page' : undefined}>
              <span className={styles['icon']}><Icon name={sectionIcons[section]} size={1.1} /></span>
              {text(`case-ui.file.part.${section}`)}
              {counts[section] ? <span className={styles['count']}>{counts[section]}</span> : null}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
