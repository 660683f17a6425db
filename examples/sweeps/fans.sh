#!/bin/sh
# How sure is doubling under each plan, given what its file says is uncertain?
#
#     examples/sweeps/fans.sh fans.csv params/china-2025-baseline.csv params/china-2025-doubling-plan.csv
#
# Writes the fans of all scenarios (mean, quantiles and share of draws that reached the target, by year) into one
# CSV for a spreadsheet or another program, and prints the last line of the story: at the horizon, the median, the
# middle 80 % of draws, and the share that doubled with its standard error. The share describes the draws, given
# the assumptions; it is no forecast.
set -eu
fans=$1
shift

twofold sample -q --summary --format csv -n "${DRAWS:-10000}" --metric income_index -o "$fans" "$@"
awk -F, '
    NR == 1 { for (i = 1; i <= NF; i++) column[$i] = i; next }
    $column["metric"] != "income_index" || $column["year"] == "" { next }
    {
        scenario = $column["scenario"]
        if (!(scenario in last)) order[++n] = scenario
        last[scenario] = $column["year"]
        value[scenario, $column["year"], $column["statistic"]] = $column["value"]
        error[scenario, $column["year"], $column["statistic"]] = $column["stderr"]
    }
    END {
        printf "%-20s %4s  %6s  %13s  %s\n", "plan", "year", "median", "p10 to p90", "doubled"
        for (i = 1; i <= n; i++) {
            s = order[i]
            y = last[s]
            printf "%-20s %4d  %6.2f  %5.2f to %5.2f  %.1f%% (standard error %.1f)\n", s, y, value[s, y, "p50"],
                value[s, y, "p10"], value[s, y, "p90"], 100 * value[s, y, "p_target"], 100 * error[s, y, "p_target"]
        }
    }' "$fans"
