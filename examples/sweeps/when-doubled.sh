#!/bin/sh
# When does income double under each plan, and how much more productivity growth would bring it forward?
#
#     examples/sweeps/when-doubled.sh params/china-2025-*.csv
#
# A row is a scenario; a column adds so much to the growth of productivity in every year. A cell is the calendar
# year in which income reaches twice its base-year level, `-` where it does not by the horizon.
set -eu
extra='0% 0.5% 1% 1.5% 2%'

printf '%-28s' plan
for points in $extra; do printf '%8s' "+$points"; done
echo
for scenario; do
    printf '%-28s' "$(basename "$scenario" .csv)"
    for points in $extra; do
        year=$(twofold run -q --format csv --metric doubling_year --set "tfp_growth+=$points" "$scenario" |
            awk -F, 'NR == 2 { print $7 == "" ? "-" : int($7) }')
        printf '%8s' "$year"
    done
    echo
done
