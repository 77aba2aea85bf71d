// Single keys work only outside fields, and for those who have not switched them off.
const usesSingleKeys = document.querySelector('[data-single-keys]') !== null;
document.addEventListener('keydown', (event) => {
  if (!usesSingleKeys || event.ctrlKey || event.metaKey || event.altKey || event.target.closest('input, select, textarea, [contenteditable]')) return;
  if (event.key === 'n' || event.key === 'N') {
    const link = document.querySelector('[data-key="n"]');
    if (link) { event.preventDefault(); link.click(); }
  } else if (event.key === '/') {
    const field = document.querySelector('[data-key="/"]');
    if (field) { event.preventDefault(); field.focus(); }
  }
});

// Esc closes an open definition and returns to its button.
document.addEventListener('keydown', (event) => {
  const open = event.key === 'Escape' && document.querySelector('details.def[open]');
  if (open) { open.open = false; open.querySelector('summary').focus(); }
});

// A page that needs the keyboard at once names the element itself; without script the autofocus attribute does the same.
document.querySelector('[data-focus]')?.focus();

// What must be typed elsewhere can be copied; without script it is selected by hand.
for (const button of document.querySelectorAll('[data-copy]')) {
  button.hidden = !navigator.clipboard;
  button.addEventListener('click', async () => {
    const field = document.getElementById(button.dataset.copy);
    await navigator.clipboard.writeText(field.value);
    document.querySelector('[data-copy-status]').textContent = field.dataset.copied;
  });
}

for (const button of document.querySelectorAll('[data-print]')) {
  button.hidden = false;
  button.addEventListener('click', () => print());
}
