import { useEffect, useState } from 'react';
import type { Place } from '../schema.ts';
import { countryName } from './reference-names.ts';

/** `Puente Rodolfo Robles, Suchiate, Chiapas, México`: from the most to the least exact, each part once. */
export function placeText(place: Place, departmentName?: (iso: string) => string | undefined): string {
  const parts = [place.text, place.municipality, place.department && departmentName?.(place.department), place.country && countryName(place.country)];
  return [...new Set(parts.filter(Boolean))].join(', ');
}

/** `placeText` with the names of departments as soon as the gazetteer is here. */
export function usePlaceText(): (place: Place) => string {
  const [nameOf, setNameOf] = useState<(iso: string) => string | undefined>();
  useEffect(() => {
    let isCurrent = true;
    void import('./gazetteer.ts').then(({ departmentName }) => {
      if (isCurrent) setNameOf(() => departmentName);
    });
    return () => {
      isCurrent = false;
    };
  }, []);
  return (place) => placeText(place, nameOf);
}
