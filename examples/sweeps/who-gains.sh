#!/bin/sh
# Who gains under which plan? The multiple of income at the horizon, for the nation and each region. With Miller.
#
#     examples/sweeps/who-gains.sh params/china-2025-*.csv
set -eu

# shellcheck disable=SC1010,SC2016 # `then` and `$` are Miller's
twofold run -q --format csv --metric multiple,multiple.region "$@" |
    mlr --icsv --opprint --barred --ofmt %.2lf \
        put 'if ($region == "") { $region = "all" }' then \
        cut -o -f scenario,region,value then \
        reshape -s region,value
