/**
 * What each shell is given. The library's own put a name of two words in as two, evaluate what is being typed (so that a Tab runs
 * `$(…)`), and want bash-completion, which macOS does not bring. What no command knows is left to the shell: it completes files.
 */
export const scripts = {
  bash: `# Completion of groundwork for bash 3.2 and newer.
_groundwork() {
  local words=() word value after=
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD}"; do
    # As it is meant: without the quotes it was typed with. Nothing is evaluated.
    word=\${word#[\\"\\']}
    word=\${word%[\\"\\']}
    word=\${word//\\\\/}
    # Bash takes --account=x for three words.
    if [[ $word == = || $after == = ]] && ((\${#words[@]})); then
      words[\${#words[@]} - 1]+=$word
    else
      words+=("$word")
    fi
    after=$word
  done
  COMPREPLY=()
  while IFS=$'\\t' read -r value _; do
    [[ $value == :* ]] || COMPREPLY+=("$value")
  done < <(groundwork complete -- "\${words[@]}" 2>/dev/null)
}
complete -o default -o filenames -F _groundwork groundwork
`,
  zsh: `#compdef groundwork
# Completion of groundwork for zsh.
_groundwork() {
  local -a found
  local line value about
  for line in "\${(@f)$(groundwork complete -- "\${(@Q)words[2,CURRENT-1]}" "\${(Q)PREFIX}" 2>/dev/null)}"; do
    value=\${line%%$'\\t'*}
    about=\${line#*$'\\t'}
    [[ -z $value || $value == :* ]] || found+=("\${value//:/\\\\:}\${about:+:$about}")
  done
  compset -P '--*='
  if ((\${#found})); then
    _describe groundwork found
  else
    _files
  fi
}
if [[ \${funcstack[1]-} == _groundwork ]]; then
  _groundwork "$@"
else
  compdef _groundwork groundwork
fi
`,
  fish: `# Completion of groundwork for fish.
function __groundwork_complete
    set -l typed (commandline -ct)
    set -l word (string replace -r '^["\\']' '' -- "$typed" | string replace -a '\\\\' '')
    set -l flag (string match -r '^--[^=]+=' -- "$word")
    set -l found (groundwork complete -- (commandline -opc)[2..-1] "$word" 2>/dev/null | string match -rv '^:[0-9]+$')
    if set -q found[1]
        printf '%s\\n' "$flag"(string replace -r '\\t$' '' -- $found)
    else
        __fish_complete_path "$typed"
    end
end
complete -c groundwork -f -a '(__groundwork_complete)'
`,
} as const;
