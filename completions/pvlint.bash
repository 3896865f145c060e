# Completion of pvlint's command line for bash. Subcommands and options are those that `pvlint help` lists.

_pvlint_subcommands() { "$1" help 2>/dev/null | sed -n 's/^  \([a-z][a-z]*\)  .*/\1/p'; }

_pvlint_checks() { "$1" --list-checks 2>/dev/null | sed 's/ .*//'; }

# What can stand against a conversion: the message on a wrong one names them.
_pvlint_reasons() { "$1" convert --list=? 2>&1 | sed -n 's/.*all, or one of /all /p' | tr -d ,; }

# The options of a subcommand, one a line; those that take a value end with =.
_pvlint_options() {
  "$1" help "$2" 2>/dev/null | sed -n \
    -e 's/^  --\[no-\]\([a-z-]*\).*/--\1\n--no-\1/p;t' \
    -e 's/^  \(--[a-z-]*=\)[A-Z].*/\1/p;t' \
    -e 's/^  \(-[A-Za-z=-]*\).*/\1/p'
}

_pvlint_values() {
  case $1:$2 in
    *:--level) echo error warning audit ;;
    *:--fail-on) echo error warning audit never ;;
    *:--arch) echo x86 arm64 arm loongarch mips powerpc powerpc64 riscv s390 x86+rt arm64+rt ;;
    *:--by) echo subsystem file function ;;
    census:--list) echo proven no-op needs unknown all ;;
    convert:--to) echo counted plain irq ;;
    convert:--split) echo file subsystem ;;
    convert:--list) _pvlint_reasons "${COMP_WORDS[0]}" ;;
    census:--format | convert:--format) echo text json ;;
    *:--format) echo text sarif json html github gitlab rdjson mail ;;
    *:--llvm) echo {16..22} ;;
    *:--checks) _pvlint_checks "${COMP_WORDS[0]}" ;;
    *) return 1 ;;
  esac
}

_pvlint() {
  local command=${COMP_WORDS[0]} current=${COMP_WORDS[COMP_CWORD]} before='' option='' value='' subcommand='' i
  for ((i = 1; i < COMP_CWORD; ++i)); do
    [[ ${COMP_WORDS[i]} == -- ]] && return # the compiler's flags: file names
    if [[ ! $subcommand && ${COMP_WORDS[i]} == [a-z]* ]]; then subcommand=${COMP_WORDS[i]}; fi
  done
  ((COMP_CWORD > 1)) && before=${COMP_WORDS[COMP_CWORD - 1]}
  COMPREPLY=()

  # Readline splits --level=er into three words, where = separates words.
  if [[ $before == = ]]; then
    option=${COMP_WORDS[COMP_CWORD - 2]} value=$current
  elif [[ $current == = ]]; then
    option=$before value=''
  elif [[ $current == --*=* ]]; then
    option=${current%%=*} value=${current#*=}
  elif [[ $before == --llvm || $before == --arch ]]; then
    option=$before value=$current
  fi
  if [[ $option ]]; then
    local values prefix='' sign='' each
    values=$(_pvlint_values "$subcommand" "$option") || return
    if [[ $option == --checks ]]; then # a list, in which - leaves out
      [[ $value == *,* ]] && prefix=${value%,*},
      value=${value##*,}
      [[ $value == -* ]] && sign=- value=${value#-}
    fi
    # What readline replaces starts after the =.
    [[ $current == --*=* ]] && prefix=$option=$prefix
    for each in $(compgen -W "$values" -- "$value"); do COMPREPLY+=("$prefix$sign$each"); done
    return
  fi

  if [[ ! $subcommand ]]; then
    mapfile -t COMPREPLY < <(compgen -W \
      "$(_pvlint_subcommands "$command") --plugin-path --list-checks --tidy --llvm --version --help" -- "$current")
  elif [[ $subcommand == help ]]; then
    mapfile -t COMPREPLY < <(compgen -W "$(_pvlint_subcommands "$command")" -- "$current")
  elif [[ $subcommand == explain && $current != -* ]]; then
    mapfile -t COMPREPLY < <(compgen -W "$(_pvlint_checks "$command")" -- "$current")
  elif [[ $current == -* ]]; then
    mapfile -t COMPREPLY < <(compgen -W "$(_pvlint_options "$command" "$subcommand") --help" -- "$current")
    [[ ${#COMPREPLY[@]} == 1 && ${COMPREPLY[0]} == *= ]] && compopt -o nospace 2>/dev/null
  elif [[ $subcommand == query && $before != -* ]]; then
    mapfile -t COMPREPLY < <(compgen -W "callers-off may-enable contexts callers callees sites annotations" -- "$current")
  fi
  return 0
}

complete -o default -F _pvlint pvlint
