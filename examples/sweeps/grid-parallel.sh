#!/bin/sh
# What do higher wages and faster urbanisation bring together? The multiple of income at the horizon, for every
# pair of the two, with GNU parallel.
#
#     examples/sweeps/grid-parallel.sh params/china-2025-doubling-plan.csv
#
# Down: what wages gain of GDP by 2035. Across: the urban share of population in 2035. `twofold sweep` does a grid
# of one scenario in a single call; this way suits points that are different files, or different commands.
set -eu
wages='0% 2.5% 5% 7.5% 10%'
urban='62% 64% 66% 68% 70%'

# Every line that a run prints begins with its pair and a tab.
# shellcheck disable=SC2086 # words on purpose
parallel --will-cite --keep-order --tagstring '{1} {2}' \
    twofold run -q --format csv --metric multiple \
    --set 'share_shift.wage@2035={1}' --set 'urbanisation@2035={2}' '{3}' ::: $wages ::: $urban ::: "$1" |
    awk -F '\t' -v wages="$wages" -v urban="$urban" '
        { split($1, pair, " "); split($2, result, ",") }
        result[3] == "multiple" { cell[pair[1], pair[2]] = sprintf("%.3f", result[7]) }
        END {
            rows = split(wages, row, " ")
            columns = split(urban, column, " ")
            printf "%-8s", "wages"
            for (c = 1; c <= columns; c++) printf "%8s", column[c]
            for (r = 1; r <= rows; r++) {
                printf "\n%-8s", row[r]
                for (c = 1; c <= columns; c++)
                    printf "%8s", (row[r], column[c]) in cell ? cell[row[r], column[c]] : "-"
            }
            print ""
        }'
