/** Releases that speak with each other: this one, the one before and the one after (issue of a release: `docs/decisions`). */
const windowOfReleases = 1;

interface Release {
  readonly major: number;
  readonly minor: number;
}

const releaseIn = (version: string): Release | null => {
  const found = /^(\d{1,6})\.(\d{1,6})\./.exec(`${version}.`);
  return found ? { major: Number(found[1]), minor: Number(found[2]) } : null;
};

/**
 * Whether two programs are close enough to understand each other: a node speaks its own release and the one before (N and N-1), so that
 * agencies may update one after the other. `older`: the other must update; `newer`: this node must. What cannot be read counts as older.
 * It warns and refuses nothing: a message that is not understood is refused by itself, with its cause.
 */
export function versionStanding(own: string, other: string): 'within' | 'older' | 'newer' {
  const [here, there] = [releaseIn(own), releaseIn(other)];
  if (!here || !there) return there ? 'within' : 'older';
  if (here.major !== there.major) return there.major < here.major ? 'older' : 'newer';
  const distance = there.minor - here.minor;
  return Math.abs(distance) <= windowOfReleases ? 'within' : distance < 0 ? 'older' : 'newer';
}
