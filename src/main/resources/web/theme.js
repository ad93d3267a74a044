// Runs before the first paint, so that nobody sees the other theme flash.
(() => {
  const prefersDark = matchMedia('(prefers-color-scheme: dark)');
  const apply = () => {
    const chosen = localStorage.getItem('theme');
    document.documentElement.dataset.theme = chosen === 'light' || chosen === 'dark' ? chosen : prefersDark.matches ? 'dark' : 'light';
  };
  apply();
  prefersDark.addEventListener('change', () => {
    apply();
    dispatchEvent(new Event('theme'));
  });
})();
