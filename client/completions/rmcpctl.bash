# SPDX-License-Identifier: MIT
# bash completion of rmcpctl(1). rmcpctl itself computes the candidates.

_rmcpctl() {
  local line=${COMP_LINE:0:COMP_POINT} candidates words word
  # Not COMP_WORDS: a PCI address is five words there, because a colon breaks them.
  read -ra words <<<"$line"
  [[ $line != *[[:space:]] ]] || words+=('')
  word=${words[-1]}

  mapfile -t candidates < <(rmcpctl --complete "${words[@]:1}" 2>/dev/null)
  COMPREPLY=("${candidates[@]%%$'\t'*}")

  local before=${word%"${word##*[=:@]}"}
  case ${COMPREPLY[0]-} in
    :host) mapfile -t COMPREPLY < <(compgen -A hostname -P "$before" -- "${word#"$before"}") ;;
    :command) mapfile -t COMPREPLY < <(compgen -c -- "$word") ;;
    :file) mapfile -t COMPREPLY < <(compgen -f -- "$word") ;;
    :toml) mapfile -t COMPREPLY < <(compgen -f -X '!*.toml' -- "$word"; compgen -d -S / -- "$word") ;;
    :folder) mapfile -t COMPREPLY < <(compgen -d -P "$before" -- "${word#"$before"}") ;;
  esac
  [[ ${COMPREPLY[0]-} != *[=/] ]] || compopt -o nospace 2>/dev/null

  # Readline replaces only the part after the last break in the word.
  local kept=${word%"${word##*["$COMP_WORDBREAKS"]}"}
  COMPREPLY=("${COMPREPLY[@]#"$kept"}")
}

complete -F _rmcpctl rmcpctl
