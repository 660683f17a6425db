#!/bin/sh
# Of all combinations of three assumptions, in how many does income double by the horizon, and how does that
# depend on the growth of productivity? With awk.
#
#     examples/sweeps/doubling-share.sh params/china-2025-doubling-plan.csv
#
# The grid: productivity growth up to a point lower or higher than the scenario's in every year, what wages gain
# of GDP by 2035, the urban share of population in 2035. All points count alike: the shares describe the grid, and
# are no probabilities.
set -eu

twofold sweep -q --format csv --metric doubling_year \
    --vary tfp_growth+=-1%:1%:0.25% \
    --vary share_shift.wage@2035=0%:10%:1% \
    --vary urbanisation@2035=62%:70%:2% \
    "$1" |
    awk -F, '
        NR == 1 { for (i = 1; i <= NF; i++) column[$i] = i; next }
        {
            growth = $column["set.tfp_growth+"]
            if (!(growth in points)) order[++n] = growth
            points[growth]++
            if ($column["doubling_year"] != "") doubled[growth]++
        }
        END {
            print "TFP growth  points  double  share"
            for (i = 1; i <= n; i++)
                printf "%+9.2f%%  %6d  %6d  %4.0f%%\n", 100 * order[i], points[order[i]], doubled[order[i]],
                    100 * doubled[order[i]] / points[order[i]]
        }'
