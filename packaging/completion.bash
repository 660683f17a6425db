# Completion for bash; made by `twofold help --format bash`.
_twofold() {
  local word=${COMP_WORDS[COMP_CWORD]} last=${COMP_WORDS[COMP_CWORD-1]}
  local command=${COMP_WORDS[1]} words=
  COMPREPLY=()
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W 'run plot sample sweep merge solve sensitivity discover design indices explain check report params help --help --version' -- "$word"))
    return
  fi
  case $command:$last in
    run:--format) words="table csv json md" ;;
    run:--lang) words="en zh" ;;
    plot:--chart) words="paths groups fan sources incidence lorenz density waterfall tornado scatter sobol heatmap frontier box backtest" ;;
    plot:--theme) words="light dark print" ;;
    plot:--by) words="region" ;;
    plot:--parts) words="source region growth" ;;
    plot:--method) words="sobol given shapley" ;;
    plot:--design) words="random lhs sobol" ;;
    plot:--lang) words="en zh" ;;
    sample:--format) words="table csv json md" ;;
    sample:--design) words="random lhs sobol" ;;
    sample:--lang) words="en zh" ;;
    sweep:--format) words="csv" ;;
    sweep:--design) words="random lhs sobol" ;;
    merge:--format) words="table csv json md" ;;
    merge:--lang) words="en zh" ;;
    solve:--design) words="random lhs sobol" ;;
    solve:--format) words="table csv json md" ;;
    solve:--lang) words="en zh" ;;
    sensitivity:--method) words="oat morris sobol given shapley" ;;
    sensitivity:--design) words="random lhs sobol" ;;
    sensitivity:--format) words="table csv json md" ;;
    sensitivity:--lang) words="en zh" ;;
    discover:--design) words="random lhs sobol" ;;
    discover:--format) words="table csv json md" ;;
    discover:--lang) words="en zh" ;;
    design:--method) words="random lhs sobol halton saltelli morris factorial" ;;
    design:--base) words="sobol random" ;;
    indices:--method) words="sobol morris given shapley" ;;
    indices:--format) words="table csv json md" ;;
    indices:--lang) words="en zh" ;;
    explain:--format) words="table csv json md" ;;
    explain:--lang) words="en zh" ;;
    check:--fit-cells) words="all top" ;;
    check:--format) words="table csv json md" ;;
    report:--format) words="html md" ;;
    report:--theme) words="light print" ;;
    report:--design) words="random lhs sobol" ;;
    report:--lang) words="en zh" ;;
    params:--format) words="table csv json md" ;;
    help:--format) words="text man md bash" ;;
    *:--metric) words=" income income_nominal income_index consumption saving saving_rate wealth population gini theil median p10 p90 palma poverty_rate relative_poverty below_middle middle_share above_middle quintile percentile lorenz density incidence urban_share urban_rural_ratio price_level gdp_per_person gdp_growth household_share consumption_share investment_share rest_share levy_rate debt_ratio transfer_cost multiple doubling_year mean_growth required_growth" ;;
    *:--set) words=" population group_share income source_share consumption_rate wealth_ratio dispersion income_coverage consumption_coverage gdp_per_person growth gdp_growth population_growth urbanisation migration_origin migration_destination migration_uplift migration_output tfp_growth capital_share capital_output_ratio depreciation investment_rate investment_efficiency labour_growth human_capital_growth share_shift household_share shift_from_investment shift_from_budget property_yield wealth_return habit wealth_effect transfer_mpc safety_net_effect transfer_policy transfer_weight transfer_from_investment transfer_from_levy debt_ratio debt_interest primary_balance inflation deflator_growth output_shock_sd price_shock_sd return_shock_sd output_shock_ar price_shock_ar return_shock_ar target_multiple poverty_line middle_low middle_high relative_line" ;;
    *:--threads|*:--title|*:--subtitle|*:--note) return ;;
    *) case $word in -*) case $command in
      run) words=" --metric --set --format --output --lang --threads --progress --quiet --help --version" ;;
      plot) words=" --chart --output --title --subtitle --note --size --theme --grey --dpi --sixel --script --template --metric --by --difference --parts --vary --level --label --find --minimise --maximise --target --met --bounds --columns --runs --observed --method --levels --bootstrap --until --independent --draws --design --seed --set --lang --threads --progress --quiet --help --version" ;;
      sample) words=" --summary --metric --quantiles --until --compare --format --draws --design --seed --store --shard --set --output --lang --threads --progress --quiet --help --version" ;;
      sweep) words=" --vary --metric --format --draws --design --seed --store --shard --set --output --threads --progress --quiet --help --version" ;;
      merge) words=" --summary --quantiles --compare --stack --format --output --lang --threads --progress --quiet --help --version" ;;
      solve) words=" --find --target --vary --minimise --maximise --draws --design --seed --set --format --output --lang --threads --progress --quiet --help --version" ;;
      sensitivity) words=" --method --metric --draws --seed --design --second-order --levels --bootstrap --until --independent --set --format --output --lang --threads --progress --quiet --help --version" ;;
      discover) words=" --target --met --columns --boxes --bounds --coverage --density --step --trajectory --alpha --mass --half-samples --draws --design --seed --set --format --output --lang --threads --progress --quiet --help --version" ;;
      design) words=" --factors --method --points --seed --levels --second-order --base --no-scramble --maximin --output --threads --progress --quiet --help --version" ;;
      indices) words=" --method --factors --design --output --column --second-order --settling --remainder --bootstrap --confidence --seed --threads --format --write --lang --quiet --help --version" ;;
      explain) words=" --difference --set --format --output --lang --threads --progress --quiet --help --version" ;;
      check) words=" --fit-dispersion --fit-cells --strict --set --format --output --quiet --help --version" ;;
      report) words=" --output --format --question --title --theme --draws --design --seed --set --lang --threads --progress --quiet --help --version" ;;
      params) words=" --metrics --format --output --help --version" ;;
      help) words=" --format --output --help --version" ;;
      esac ;; esac ;;
  esac
  if [ -z "$words" ]; then
    case $command in
    params) words=" population group_share income source_share consumption_rate wealth_ratio dispersion income_coverage consumption_coverage gdp_per_person growth gdp_growth population_growth urbanisation migration_origin migration_destination migration_uplift migration_output tfp_growth capital_share capital_output_ratio depreciation investment_rate investment_efficiency labour_growth human_capital_growth share_shift household_share shift_from_investment shift_from_budget property_yield wealth_return habit wealth_effect transfer_mpc safety_net_effect transfer_policy transfer_weight transfer_from_investment transfer_from_levy debt_ratio debt_interest primary_balance inflation deflator_growth output_shock_sd price_shock_sd return_shock_sd output_shock_ar price_shock_ar return_shock_ar target_multiple poverty_line middle_low middle_high relative_line" ;;
    help) words=" run plot sample sweep merge solve sensitivity discover design indices explain check report params help" ;;
    esac
  fi
  if [ -n "$words" ]; then
    COMPREPLY=($(compgen -W "$words" -- "$word"))
  else
    COMPREPLY=($(compgen -f -- "$word"))
    compopt -o filenames 2>/dev/null
  fi
}
complete -F _twofold twofold
