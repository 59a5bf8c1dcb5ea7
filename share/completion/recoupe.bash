# Completion of recoupe's command line in bash.
_recoupe()
{
    local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD - 1]} command="" word
    local commands="extract analyse said add events claims reports sources show join split review fold unfold undo export date number actor outlet place gazetteer explain serve user verify help version"
    local common="--ledger --data --threads --quiet --help"
    local filters="--place --party --type --since --until --text --contested --single-origin --report --event"
    COMPREPLY=()
    for word in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
        case " $commands " in *" $word "*) command=$word; break ;; esac
    done
    case $prev in
    --sort) COMPREPLY=($(compgen -W "dispute spread date origins" -- "$cur")); return ;;
    --estimate) COMPREPLY=($(compgen -W "ucdp acled airwars" -- "$cur")); return ;;
    --format) COMPREPLY=($(compgen -W "table json csv" -- "$cur")); return ;;
    --data) compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -d -- "$cur")); return ;;
    --kind) COMPREPLY=($(compgen -W "geonames alternates wof cod" -- "$cur")); return ;;
    --ledger | -o | --output) compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -f -- "$cur")); return ;;
    --type)
        local IFS=$'\n'
        COMPREPLY=($(compgen -W $'Battles\nExplosions/Remote\\ violence\nViolence\\ against\\ civilians\nProtests\nRiots\nStrategic\\ developments' -- "$cur"))
        return
        ;;
    --place | --party | --since | --until | --text | --report | --event | --limit | --threads | --near | --country | --port | --listen | --host | --as) return ;;
    esac
    case $command in
    "") COMPREPLY=($(compgen -W "$commands $common --version" -- "$cur")) ;;
    help) COMPREPLY=($(compgen -W "$commands" -- "$cur")) ;;
    add)
        if [[ $cur == -* ]]; then COMPREPLY=($(compgen -W "--claims $common" -- "$cur"))
        else compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -f -- "$cur")); fi
        ;;
    actor | outlet) COMPREPLY=($(compgen -W "--on --format --json --csv $common" -- "$cur")) ;;
    extract | said | analyse | explain)
        if [[ $cur == -* ]]; then COMPREPLY=($(compgen -W "--format --json --lang --model --no-trees $common" -- "$cur"))
        else compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -f -- "$cur")); fi
        ;;
    events) COMPREPLY=($(compgen -W "$filters --sort --estimate --limit --format --json --csv $common" -- "$cur")) ;;
    show) COMPREPLY=($(compgen -W "--estimate --lang $common" -- "$cur")) ;;
    claims | reports | sources)
        COMPREPLY=($(compgen -W "$filters --limit --format --json --csv $common" -- "$cur")) ;;
    date) COMPREPLY=($(compgen -W "--on --lang --format --json --report $common" -- "$cur")) ;;
    serve) COMPREPLY=($(compgen -W "--port --listen --host --https --as $common" -- "$cur")) ;;
    user) COMPREPLY=($(compgen -W "add list password remove role viewer reviewer admin" -- "$cur")) ;;
    place) COMPREPLY=($(compgen -W "--report --near --country --lang --format --json --csv $common" -- "$cur")) ;;
    gazetteer)
        if [[ " ${COMP_WORDS[*]} " == *" import "* && $cur != -* ]]; then
            compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -f -- "$cur"))
        elif [[ " ${COMP_WORDS[*]} " == *" remove "* ]]; then
            COMPREPLY=($(compgen -W "$(recoupe gazetteer list --csv 2>/dev/null | tail -n +2 | cut -d, -f1)" -- "$cur"))
        else COMPREPLY=($(compgen -W "import list remove --as --kind --json --csv $common" -- "$cur")); fi
        ;;
    number) COMPREPLY=($(compgen -W "--lang --format --json $common" -- "$cur")) ;;
    export)
        if [[ $cur == -* ]]; then COMPREPLY=($(compgen -W "$filters --output --lang --estimate $common" -- "$cur"))
        else COMPREPLY=($(compgen -W "acled ged geojson jsonl csv links html" -- "$cur")); fi
        ;;
    *) COMPREPLY=($(compgen -W "$common" -- "$cur")) ;;
    esac
}
complete -F _recoupe recoupe
