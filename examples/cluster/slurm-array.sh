#!/bin/sh
# One shard of a sample or a sweep for each task of a Slurm job array:
#
#     mkdir -p shards
#     sbatch --array=1-16 examples/cluster/slurm-array.sh 16 \
#         sample -n 10000000 --store shards/%K.draws params/china-2025-doubling-plan.csv
#
# After the number of shards stands a command of twofold, without --shard and --threads. %K becomes the number of
# the shard. A task that failed is run again alone, with --array=5 and all else the same.
#
# The number of shards is written out, not taken from Slurm (--shard auto): in the array of one task that runs
# again, Slurm counts one.
#SBATCH --job-name=twofold
#SBATCH --output=shards/task-%a.log
#SBATCH --cpus-per-task=2
#SBATCH --mem=1G
#SBATCH --time=01:00:00
set -eu
shards=$1
shift

exec twofold "$@" --shard "$SLURM_ARRAY_TASK_ID/$shards" --threads "$SLURM_CPUS_PER_TASK"
