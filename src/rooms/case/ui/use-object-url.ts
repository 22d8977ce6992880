import { useEffect, useState } from 'react';

/** An address of this page for a decrypted file; it ends with the component, so that nothing of the file stays behind. */
export function useObjectUrl(content: Blob | null): string | undefined {
  const [url, setUrl] = useState<string>();
  useEffect(() => {
    if (!content) return setUrl(undefined);
    const fresh = URL.createObjectURL(content);
    setUrl(fresh);
    return () => URL.revokeObjectURL(fresh);
  }, [content]);
  return url;
}
