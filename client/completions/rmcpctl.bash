# SPDX-License-Identifier: MIT
# bash completion of rmcpctl(1). rmcpctl itself computes the candidates.

# Reads the line up to the cursor as the shell will. Sets words; of the last one, which may be empty, its open quote, and
# kept, its part that readline leaves alone: up to the last break in it, or to its quote.
# shellcheck disable=SC2034 # its caller's variables
_rmcpctl_split() { # LINE
  local line=$1 word='' begun='' char i
  words=() quote='' kept=''
  for ((i = 0; i < ${#line}; i++)); do
    char=${line:i:1}
    if [[ $char == "\\" && $quote != "'" ]]; then
      ((++i))
      # Between double quotes it is one only before these.
      [[ $quote != '"' || ${line:i:1} == [\$\`\"\\] ]] || word+="\\"
      word+=${line:i:1} begun=1
    elif [[ -n $quote && $char != "$quote" ]]; then
      word+=$char
    elif [[ $char == [\'\"] ]]; then
      if [[ -n $quote ]]; then quote=''; else quote=$char; fi
      kept=$word begun=1
    elif [[ $char == [[:space:]] ]]; then
      [[ -z $begun ]] || words+=("$word")
      word='' kept='' begun=''
    else
      word+=$char begun=1
      [[ $COMP_WORDBREAKS != *"$char"* ]] || kept=$word
    fi
  done
  words+=("$word")
}

_rmcpctl_quote() { # TEXT -> as it has to stand on the line
  local text=$1
  case $quote in
    "'") text=${text//\'/\'\\\'\'} ;;
    '"') text=${text//\\/\\\\} text=${text//\"/\\\"} text=${text//\$/\\\$} text=${text//\`/\\\`} ;;
    *) [[ -z $text ]] || printf -v text %q "$text" ;;
  esac
  printf '%s\n' "$text"
}

_rmcpctl() {
  local candidates words quote kept word files='' i
  # Not COMP_WORDS: a PCI address is five words there, because a colon breaks them.
  _rmcpctl_split "${COMP_LINE:0:COMP_POINT}"
  word=${words[-1]}

  mapfile -t candidates < <(rmcpctl --complete "${words[@]:1}" 2>/dev/null)
  COMPREPLY=("${candidates[@]%%$'\t'*}")

  local before=${word%"${word##*[=:@]}"}
  case ${COMPREPLY[0]-} in
    :host) mapfile -t COMPREPLY < <(compgen -A hostname -P "$before" -- "${word#"$before"}") ;;
    :command) mapfile -t COMPREPLY < <(compgen -c -- "$word") && [[ $word != */* ]] || files=1 ;;
    :file) mapfile -t COMPREPLY < <(compgen -f -- "$word") && files=1 ;;
    :toml) mapfile -t COMPREPLY < <(compgen -f -X '!*.toml' -- "$word"; compgen -d -S / -- "$word") && files=1 ;;
    :folder) mapfile -t COMPREPLY < <(compgen -d -P "$before" -- "${word#"$before"}") && files=1 ;;
  esac
  [[ ${COMPREPLY[0]-} != *[=/] ]] || compopt -o nospace 2>/dev/null
  # Names of files are quoted by readline, which keeps a ~ at their beginning. Without readline they are left as they are.
  [[ -z $files ]] || compopt -o filenames 2>/dev/null

  for i in "${!COMPREPLY[@]}"; do
    COMPREPLY[i]=${COMPREPLY[i]#"$kept"}
    [[ -n $files ]] || COMPREPLY[i]=$(_rmcpctl_quote "${COMPREPLY[i]}")
  done
}

complete -F _rmcpctl rmcpctl
