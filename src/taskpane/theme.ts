/** Light or dark: as Office says where it does, else as the system does. Contrast themes are the browser's own matter. */
import { webDarkTheme, webLightTheme, type Theme } from "@fluentui/react-components";
import { useEffect, useState } from "react";

/** What Office may say of its theme; on the web it often says nothing. */
export type HostTheme = { readonly isDark: boolean | null; readonly background: string | null };

/** Fluent's theme, with Excel's own letters where the system has them. */
export function themeOf(isDark: boolean): Theme {
  return isDark ? webDarkTheme : webLightTheme;
}

/** Whether a theme is dark: by its own word, else by how light its background is; null when it says neither. */
export function isDarkTheme(theme: HostTheme | null): boolean | null {
  if (theme === null) return null;
  if (theme.isDark !== null) return theme.isDark;
  const parts = /^#?([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(theme.background ?? "");
  if (parts === null) return null;
  const [red = 0, green = 0, blue = 0] = parts.slice(1).map((part) => parseInt(part, 16));
  // The weights of the three colours in what the eye takes for lightness (ITU-R BT.601).
  return 0.299 * red + 0.587 * green + 0.114 * blue < 128;
}

const DARK_QUERY = "(prefers-color-scheme: dark)";

/** Whether to draw dark; asked again when the system changes or the person comes back, since Office does not tell. */
export function useIsDark(hostTheme: () => HostTheme | null): boolean {
  const [isDark, setDark] = useState(() => isDarkTheme(hostTheme()) ?? matchMedia(DARK_QUERY).matches);
  useEffect(() => {
    const query = matchMedia(DARK_QUERY);
    const ask = (): void => setDark(isDarkTheme(hostTheme()) ?? query.matches);
    query.addEventListener("change", ask);
    window.addEventListener("focus", ask);
    document.addEventListener("visibilitychange", ask);
    return () => {
      query.removeEventListener("change", ask);
      window.removeEventListener("focus", ask);
      document.removeEventListener("visibilitychange", ask);
    };
  }, [hostTheme]);
  return isDark;
}
