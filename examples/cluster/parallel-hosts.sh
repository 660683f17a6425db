#!/bin/sh
# The shards of a sample or a sweep on several hosts, with GNU parallel over ssh:
#
#     mkdir -p shards
#     examples/cluster/parallel-hosts.sh :,anna,bert 16 \
#         sample -n 10000000 --store shards/%K.draws params/china-2025-doubling-plan.csv
#
# First the hosts (`:` is this one), then the number of shards, then a command of twofold without --shard. %K
# becomes the number of the shard. Every host sees this folder under the same path (a network drive) and finds
# twofold. A host works on one shard at a time, with all its processors; a shard that fails, or whose host does, is
# tried three times. shards/jobs.tsv says where and how long each ran.
set -eu
hosts=$1
shards=$2
shift 2

seq "$shards" |
    parallel --will-cite --quote --sshlogin "$hosts" --jobs 1 --workdir "$PWD" --retries 3 --joblog shards/jobs.tsv \
        twofold "$@" --shard "{}/$shards"
