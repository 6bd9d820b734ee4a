export const consentStyle = `
:root { color-scheme: light dark; --ink: light-dark(#1b2430, #e6ebf2); --soft: light-dark(#566273, #9aa7b8); --line: light-dark(#d5dce5, #333e4d);
  --page: light-dark(#f4f6f9, #10151c); --card: light-dark(#fff, #19212b); --accent: light-dark(#1d5fd1, #6ea8ff); --on-accent: light-dark(#fff, #0b1420);
  --warn: light-dark(#fff3d6, #3a2d0c); --warn-ink: light-dark(#6b4700, #ffd98a) }
* { box-sizing: border-box }
body { margin: 0; background: var(--page); color: var(--ink); font: 16px/1.5 system-ui, sans-serif }
.banner { margin: 0; padding: .5rem 1rem; text-align: center; font-size: .875rem; background: var(--warn); color: var(--warn-ink) }
main { max-width: 44rem; margin: 2rem auto; padding: 1.5rem; background: var(--card); border: 1px solid var(--line); border-radius: 12px }
h1 { margin: 0; font-size: 1.375rem; line-height: 1.3 }
fieldset { margin: 1.25rem 0 0; padding: 0; border: 0; min-width: 0 }
legend { padding: 0; font-weight: 600; margin-bottom: .5rem }
label { display: flex; gap: .625rem; align-items: flex-start; padding: .5rem .625rem; border-radius: 8px; cursor: pointer }
label:hover { background: var(--page) }
input { margin: .3rem 0 0; accent-color: var(--accent); flex: none }
small { display: block; color: var(--soft); font-size: .8125rem }
.grid { display: grid; grid-template-columns: repeat(auto-fill, minmax(15rem, 1fr)) }
.person + .person { margin-top: .125rem }
.locations, .own { display: none }
form:has(.of-account:checked) .own { display: block }
form:has(.of-account:checked) .future { display: none }
.future { margin-top: .75rem }
details { margin-top: 1rem; color: var(--soft) }
details ul { columns: 14rem; font-size: .8125rem; margin: .5rem 0 0; padding-left: 1.25rem }
.actions { display: flex; gap: .75rem; position: sticky; bottom: 0; margin: 1.5rem -1.5rem -1.5rem; padding: 1rem 1.5rem; background: var(--card); border-top: 1px solid var(--line); border-radius: 0 0 12px 12px }
button { font: inherit; font-weight: 600; padding: .625rem 1.25rem; border-radius: 8px; border: 1px solid var(--line); background: transparent; color: inherit; cursor: pointer }
.primary { background: var(--accent); border-color: var(--accent); color: var(--on-accent) }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px }
@media (max-width: 32rem) { main { margin: 0; border-radius: 0; border-width: 0 0 1px } }
`;
