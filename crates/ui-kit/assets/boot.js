// Before the first paint: the reader's theme and language, kept in two plain cookies. The application takes over later.
(() => {
  const kept = (name) => (document.cookie.match(new RegExp(`(?:^|;\\s*)${name}=([a-z-]+)`)) || [])[1];
  const root = document.documentElement;
  const theme = kept("ixchel_theme");
  if (theme === "light" || theme === "dark") root.dataset.theme = theme;
  const lang = kept("ixchel_lang");
  if (["en", "de", "ja", "es"].includes(lang)) root.lang = lang;
})();
