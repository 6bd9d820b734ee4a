// Runs before the first paint, and as a file of its own because the CSP allows no inline script.
try {
  const theme = localStorage.getItem('groundwork:theme');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
} catch {
  // Storage may be blocked; the system's theme then holds.
}
