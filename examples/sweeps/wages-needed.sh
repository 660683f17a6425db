#!/bin/sh
# How much of GDP must wages gain by 2035 for income to double, at each growth of productivity? With Miller.
#
#     examples/sweeps/wages-needed.sh params/china-2025-doubling-plan.csv
#
# A row is a growth of productivity that some gain of wages up to 15 % of GDP doubles income with: the smallest
# such gain of the grid, and the year in which income then doubles. Growth that is not listed is too slow for any.
set -eu

# shellcheck disable=SC1010,SC2016 # `then` and `$` are Miller's
twofold sweep -q --format csv --metric doubling_year \
    --vary tfp_growth+=-1%:1%:0.25% \
    --vary share_shift.wage@2035=0%:15%:0.5% \
    "$1" |
    mlr --icsv --opprint \
        filter 'is_not_empty($doubling_year)' then \
        head -n 1 -g 'set.tfp_growth+' then \
        put '
            $tfp_growth = fmtnum(100 * ${set.tfp_growth+}, "%+.2lf") . "%";
            $wages = fmtnum(100 * ${set.share_shift.wage@2035}, "%.1lf") . "%";
            $doubles = int($doubling_year)' then \
        cut -o -f tfp_growth,wages,doubles
