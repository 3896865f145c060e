# Completion of pvlint's command line for fish. Subcommands and options are those that `pvlint help` lists.

function __pvlint_subcommands
    pvlint help 2>/dev/null | string replace --filter --regex '^  ([a-z]+)  +(.*)' '$1\t$2'
end

function __pvlint_subcommand
    set -l words (commandline -opc)
    test (count $words) -ge 2; and echo $words[2]
end

# With the options that have known values, each value.
function __pvlint_options
    set -l subcommand (__pvlint_subcommand)
    for line in (pvlint help $subcommand 2>/dev/null | string match --regex '^  -.*')
        set -l option (string match --regex '^  (-[^ ]+)' -- $line)[2]
        switch $option
            case '--[no-]*'
                string replace '[no-]' '' -- $option
                string replace '[no-]' 'no-' -- $option
            case '--level=*'
                printf '%s\n' --level={error,warning,audit}
            case '--fail-on=*'
                printf '%s\n' --fail-on={error,warning,audit,never}
            case '--arch=*'
                printf '%s\n' --arch={x86,arm64,arm,loongarch,mips,powerpc,powerpc64,riscv,s390,x86+rt,arm64+rt}
            case '--by=*'
                printf '%s\n' --by={subsystem,file,function}
            case '--to=*'
                printf '%s\n' --to={counted,plain,irq}
            case '--split=*'
                printf '%s\n' --split={file,subsystem}
            case '--format=*'
                if contains -- $subcommand census convert
                    printf '%s\n' --format={text,json}
                else
                    printf '%s\n' --format={text,sarif,json,html,github,gitlab,rdjson,mail}
                end
            case '--checks=*'
                pvlint --list-checks 2>/dev/null | string replace --regex '^([^ ]+).*' -- '--checks=$1'
            case '*'
                string replace --regex '=[A-Z].*' '=' -- $option
        end
    end
end

complete -c pvlint -n __fish_use_subcommand -f -a '(__pvlint_subcommands)'
complete -c pvlint -n __fish_use_subcommand -l plugin-path -d 'where the Clang plugin is'
complete -c pvlint -n __fish_use_subcommand -l list-checks -d 'print the checks'
complete -c pvlint -n '__fish_seen_subcommand_from explain' -f -a '(pvlint --list-checks 2>/dev/null | string replace --regex " .*" "")'
complete -c pvlint -n __fish_use_subcommand -l version -d 'print the version'
complete -c pvlint -n '__fish_seen_subcommand_from help' -f -a '(__pvlint_subcommands)'
complete -c pvlint -n 'test -n "$(__pvlint_subcommand)"; and string match -q -- "-*" (commandline -ct)' -f -a '(__pvlint_options)'
complete -c pvlint -n '__fish_seen_subcommand_from query' -f -a 'callers-off may-enable contexts callers callees sites annotations'
